import type { JSX } from 'preact';
import { useSignal } from '../../shared/signal.js';
import type { PageProps } from '../app.js';
import { addressOf } from '../router.js';
import { settings } from '../settings.js';
import { NowSection } from './now-section.js';

/** The tuner alone, as large as the page. */
export function TunerPage({ store }: PageProps): JSX.Element {
  const session = useSignal(store.session);
  const { strictness } = useSignal(settings);
  return (
    <main class="tuner-page">
      <h1 class="unseen">Tuner</h1>
      <NowSection store={store} strictness={session?.strictness ?? strictness} />
      <p>
        <a class="dim" href={addressOf('practise')}>
          Back to practising
        </a>
      </p>
    </main>
  );
}
