import { render } from 'preact';

const app = document.getElementById('app');
if (app) render(<h1>FretCoach</h1>, app);
