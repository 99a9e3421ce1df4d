import { Fragment, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../../shared/api.js';
import { dayOf, points, signed, timeOf } from '../../shared/format.js';
import type { SessionRow } from '../../shared/wire.js';
import { type Change, compare, earlierLike, type Interval, type Practised } from './comparison.js';
import { useAnswer } from './use-answer.js';

/** As far back as one would want to look. */
const CANDIDATES = 100;

async function comparableWith(session: SessionRow): Promise<readonly SessionRow[]> {
  const { scale_name, start_time, user_id } = session;
  const { items } = await api.sessions({
    scale_name,
    to: start_time,
    limit: CANDIDATES,
    ...(user_id ? { user_id } : {}),
  });
  return earlierLike(session, items);
}

function called({ start_time }: SessionRow): string {
  const start = new Date(start_time);
  return `${dayOf(start)}, ${timeOf(start)}`;
}

const WIDTH = 120;
/** Points from the middle to either end. */
const REACH = 20;

/** Where the true change may lie; the line in the middle is no change. */
function Range({ interval: { low, high } }: { interval: Interval }): JSX.Element {
  const at = (value: number) => (WIDTH / 2) * (1 + Math.max(-1, Math.min(1, value / REACH)));
  return (
    <svg class="range" width={WIDTH} height="12" aria-hidden="true">
      <path class="rail" d={`M0 6H${WIDTH}`} />
      <path class="zero" d={`M${WIDTH / 2} 0V12`} />
      <path class="span" d={`M${at(low)} 6H${Math.max(at(low) + 3, at(high))}`} />
    </svg>
  );
}

function Line({ change: { name, from, to, verdict, interval } }: { change: Change }): JSX.Element {
  return (
    <Fragment>
      <span>{name}</span>
      <b>
        {points(from)} → {points(to)}
      </b>
      <span>
        {verdict}
        {interval ? (
          <small>
            <Range interval={interval} /> {signed(interval.low)} to {signed(interval.high)}
          </small>
        ) : null}
      </span>
    </Fragment>
  );
}

function Changes({ before, now }: { before: SessionRow; now: Practised }): JSX.Element | null {
  const { value } = useAnswer(before.session_id, () => api.series(before.session_id));
  if (!value) return <p class="dim">Reading the other session.</p>;
  const changes = compare({ session: before, rows: value.items }, now);
  return (
    <>
      <div class="cmp">
        {changes.map((change) => (
          <Line change={change} key={change.name} />
        ))}
      </div>
      <p class="dim">
        Same scale and settings, so the two can be compared. A change is “real” when luck with single notes
        hardly makes it: 95 of 100 mixes of the notes you played fall between the two numbers, both on one
        side of zero.
      </p>
    </>
  );
}

/** Against an earlier session in which the same was asked: the last one, or any that is chosen. */
export function ComparisonSection({ session, rows }: Practised): JSX.Element | null {
  const { value: others } = useAnswer(session.session_id, () => comparableWith(session));
  const [chosen, choose] = useState<string | null>(null);
  if (!others) return null;
  const before = others.find(({ session_id }) => session_id === chosen) ?? others[0];
  if (!before) {
    return (
      <section>
        <h2>Compared</h2>
        <p class="dim">
          The first with this scale, strictness and sensitivity. Practise it again, and the next one is held
          against this.
        </p>
      </section>
    );
  }
  return (
    <section>
      <h2>
        <label for="against">Against</label>
      </h2>
      <select
        class="input against"
        id="against"
        value={before.session_id}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {others.map((other) => (
          <option value={other.session_id} key={other.session_id}>
            {called(other)}
          </option>
        ))}
      </select>
      <Changes before={before} now={{ session, rows }} key={before.session_id} />
    </section>
  );
}
