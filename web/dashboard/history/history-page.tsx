import type { JSX } from 'preact';
import { api } from '../../shared/api.js';
import { counted, dayOf, lasting, points, shownScale, timeOf } from '../../shared/format.js';
import { useSignal } from '../../shared/signal.js';
import type { SessionRow } from '../../shared/wire.js';
import type { PageProps } from '../app.js';
import { addressOf } from '../router.js';
import { Bones, Empty, Trouble } from '../states.js';
import { SessionView } from './session-view.js';
import { useAnswer } from './use-answer.js';

const PAGE = 20;

function Row({ session, isChosen }: { session: SessionRow; isChosen: boolean }): JSX.Element {
  const start = new Date(session.start_time);
  const length = session.duration_seconds === null ? 'running' : lasting(session.duration_seconds);
  return (
    <a
      class={isChosen ? 's on' : 's'}
      href={addressOf('history', session.session_id)}
      aria-current={isChosen ? 'true' : undefined}
    >
      <span>
        <b>{shownScale(session.scale_name)}</b>
        <small>
          {dayOf(start)}, {timeOf(start)} · {length}
        </small>
      </span>
      <span class="nums">
        <i>{points(session.pitch_accuracy)}</i>
        <i>{points(session.scale_conformity)}</i>
        <i>{points(session.timing_stability)}</i>
      </span>
    </a>
  );
}

/** All practices, newest first, and one of them. */
export function HistoryPage({ store, route }: PageProps): JSX.Element {
  const ended = useSignal(store.ended);
  const list = useAnswer(ended?.session.session_id ?? '', () => api.sessions({ limit: PAGE }));
  if (list.error) {
    return (
      <main>
        <h1 class="unseen">History</h1>
        <Trouble title="The sessions cannot be read just now." error={list.error} again={list.again} />
      </main>
    );
  }
  if (!list.value) {
    return (
      <main>
        <h1 class="unseen">History</h1>
        {list.isSlow ? <Bones says="Opening your sessions." /> : null}
      </main>
    );
  }
  const { items } = list.value;
  if (items.length === 0) {
    return (
      <main>
        <Empty
          title="No sessions yet."
          says="Play for five minutes and the first one appears here by itself."
        />
      </main>
    );
  }
  const chosen = route.id ?? items[0]?.session_id ?? '';
  return (
    <main class="cols history">
      <section aria-label="Sessions">
        <p class="heads">
          {counted(items.length, 'session')}
          <span class="nums">
            <i>pitch</i>
            <i>scale</i>
            <i>timing</i>
          </span>
        </p>
        <div class="rows">
          {items.map((session) => (
            <Row session={session} isChosen={session.session_id === chosen} key={session.session_id} />
          ))}
        </div>
      </section>
      <SessionView id={chosen} key={chosen} />
    </main>
  );
}
