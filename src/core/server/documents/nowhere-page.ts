import { nearest } from '../../config/index.js';
import { escaped, plainPage } from './plain-page.js';

/** For people whose address leads nowhere: what was probably meant, the overlays there are, and the way to the dashboard. */
export function nowherePage(path: string, overlays: readonly string[]): Response {
  const [, asked] = /^\/overlay\/(.+)$/.exec(path) ?? [];
  const heading = asked === undefined ? `There is nothing at ${path}` : `There is no overlay “${asked}”`;
  const meant = asked === undefined ? null : nearest(asked, overlays);
  const guess = meant === null ? '' : `<p>Did you mean ${link(meant)}?</p>`;
  return plainPage(
    `${heading} · FretCoach`,
    `<h1>${escaped(heading)}</h1>
${guess}
<nav><h2>Overlays</h2>
<ul>${overlays.map((name) => `<li>${link(name)}</li>`).join('')}</ul>
<p>Their options and their addresses for OBS are on the <a href="/#/overlays">dashboard</a>.</p></nav>`,
    404,
  );
}

function link(name: string): string {
  return `<a href="/overlay/${escaped(name)}">${escaped(name)}</a>`;
}
