import type { JSX } from 'preact';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { shownName, signed } from '../../shared/format.js';
import { useColour, useNow, useReadable } from '../../shared/hooks.js';
import { noteShape, noteWord } from '../../shared/judgement.js';
import { useSignal } from '../../shared/signal.js';
import { Mark } from '../../shared/widgets/mark.js';
import { NoteName } from '../../shared/widgets/note-name.js';
import { FULL_LABELS, TunerStrip } from '../../shared/widgets/tuner-strip.js';

/** The two notes before this one. */
function Past({ store }: { store: BridgeStore }): JSX.Element {
  const notes = useSignal(store.notes);
  const current = useSignal(store.note);
  const earlier = notes.filter(({ id, name }) => id !== current?.id && name !== null).slice(-2);
  return (
    <div class="past" aria-hidden="true">
      {earlier.map(({ id, name }) => (
        <span key={id}>{shownName(name ?? '')}</span>
      ))}
    </div>
  );
}

/** One glance from two metres: the note above the zero of the strip. */
export function NowSection({ store, strictness }: { store: BridgeStore; strictness: number }): JSX.Element {
  const now = useNow(store, strictness);
  const cents = useReadable(now.cents);
  const colour = useColour(now.judged.score);
  const { state } = useSignal(store.connection);
  const isGone = !now.isSounding || state !== 'live';
  return (
    <section aria-label="Now" class={isGone ? 'strip-room gone' : 'strip-room'}>
      <div class="now">
        <Past store={store} />
        <NoteName name={now.name} octave={now.octave} />
        <div class="cents">
          <b>{cents === null ? '–' : signed(cents)}</b>
          <p style={{ '--q': colour }}>
            {now.cents === null ? (
              'play a note'
            ) : (
              <>
                <Mark shape={noteShape(now.judged)} />
                {noteWord(now.judged.judgement)}
              </>
            )}
          </p>
        </div>
      </div>
      <TunerStrip now={now} strictness={strictness} labels={FULL_LABELS} />
    </section>
  );
}
