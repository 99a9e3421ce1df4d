import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../../shared/api.js';
import { counted, dayOf, lasting, points, shownScale, timeOf } from '../../shared/format.js';
import { useSignal } from '../../shared/signal.js';
import type { SessionRow } from '../../shared/wire.js';
import type { PageProps } from '../app.js';
import { addressOf } from '../router.js';
import { Bones, Empty, Trouble } from '../states.js';
import { SessionView } from './session-view.js';
import { useAnswer } from './use-answer.js';

const PAGE = 12;
/** The bridge gives no more at once. */
const MOST = 1000;

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

/** ↑ and ↓ are the page's own; ← and → walk through the list. */
function walk(event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (!step || !(event.currentTarget instanceof HTMLElement)) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  links[links.indexOf(document.activeElement as HTMLAnchorElement) + step]?.focus();
}

/** All practices, newest first, and one of them. */
export function HistoryPage({ store, route }: PageProps): JSX.Element {
  const ended = useSignal(store.ended);
  const [limit, show] = useState(PAGE);
  const list = useAnswer(`${limit} ${ended?.session.session_id}`, () => api.sessions({ limit }));
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
  const { items, next_cursor } = list.value;
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
    <main class={route.id ? 'cols history opened' : 'cols history'}>
      <section aria-label="Sessions">
        <h1 class="unseen alone">History</h1>
        <p class="heads">
          {next_cursor ? `Last ${items.length} sessions` : counted(items.length, 'session')}
          <span class="nums">
            <i>pitch</i>
            <i>scale</i>
            <i>timing</i>
          </span>
        </p>
        <div class="rows" role="group" aria-label="Practices" onKeyDown={walk}>
          {items.map((session) => (
            <Row session={session} isChosen={session.session_id === chosen} key={session.session_id} />
          ))}
        </div>
        {next_cursor && limit < MOST ? (
          <button type="button" class="btn plain" onClick={() => show(Math.min(MOST, limit * 2))}>
            Older sessions
          </button>
        ) : null}
      </section>
      <SessionView id={chosen} key={chosen} />
    </main>
  );
}
