import type { JSX } from 'preact';
import { useSignal } from '../../shared/signal.js';
import type { PageProps } from '../app.js';
import { IdleView } from './idle-view.js';
import { LiveView } from './live-view.js';

export function PractisePage({ store, practice }: PageProps): JSX.Element {
  const session = useSignal(store.session);
  if (session) return <LiveView store={store} practice={practice} session={session} />;
  return <IdleView store={store} practice={practice} />;
}
