import type { ComponentChildren, JSX } from 'preact';
import { api } from '../../shared/api.js';
import { centsInWords, counted, dayOf, lasting, points, shownName, shownScale } from '../../shared/format.js';
import { useColour } from '../../shared/hooks.js';
import { scoreShape } from '../../shared/judgement.js';
import { useSignal } from '../../shared/signal.js';
import { Mark } from '../../shared/widgets/mark.js';
import type { Progress } from '../../shared/wire.js';
import { useAnswer } from '../history/use-answer.js';
import { addressOf } from '../router.js';
import { ScoreTable } from '../score-table.js';
import { choose, settings } from '../settings.js';
import { Bones, Empty, Trouble } from '../states.js';
import { type Day, daysInARow, type Week, weeksOf } from './calendar.js';
import { Trends } from './trends.js';

const WEEKS = 12;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** A rail is full after an hour of practice. */
const FULL_SECONDS = 3600;

/** One day: the rail is the time, the mark on it the score. */
function DayRail({ day }: { day: Day | null }): JSX.Element {
  const colour = useColour(day?.score ?? null);
  if (!day) return <span class="day" />;
  const share = Math.max(8, Math.min(100, (100 * day.seconds) / FULL_SECONDS));
  return (
    <span class="day" style={{ '--v': share, '--q': colour }}>
      <i />
      <Mark shape={scoreShape(day.score)} />
      <span class="unseen">
        {lasting(day.seconds)}, score {points(day.score)}
      </span>
    </span>
  );
}

function WeekRow({ week }: { week: Week }): JSX.Element {
  const date = week.start.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return (
    <tr>
      <th scope="row">{date}</th>
      {week.days.map((day, index) => (
        <td key={DAYS[index]}>
          <DayRail day={day} />
        </td>
      ))}
      <td class="n dim">{week.seconds ? lasting(week.seconds) : '–'}</td>
    </tr>
  );
}

function Calendar({ progress }: { progress: Progress }): JSX.Element {
  return (
    <section class="calendar">
      <h2>
        Twelve weeks <span>a rail is the time of one day, the mark on it how it went</span>
      </h2>
      <table>
        <thead>
          <tr>
            <th>Week of</th>
            {DAYS.map((day) => (
              <th key={day}>{day}</th>
            ))}
            <th class="n">Time</th>
          </tr>
        </thead>
        <tbody>
          {weeksOf(progress.items, WEEKS, new Date()).map((week) => (
            <WeekRow week={week} key={week.start.getTime()} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Best = Progress['personal_bests'][number]['pitch_accuracy'];

function bestScore({ value, session_id, date }: Best): ComponentChildren {
  if (value === null || session_id === null) return <span class="faint">–</span>;
  return (
    <a href={addressOf('history', session_id)} title={date ? dayOf(new Date(date)) : ''}>
      {points(value)}
    </a>
  );
}

function Bests({ progress }: { progress: Progress }): JSX.Element {
  const rows = progress.personal_bests.map((best) => ({
    name: shownScale(best.scale_name),
    scores: [best.pitch_accuracy, best.scale_conformity, best.timing_stability].map(bestScore),
  }));
  return (
    <section>
      <h2>Personal bests</h2>
      <ScoreTable first="Scale" rows={rows} />
    </section>
  );
}

/** Shown as 100: such a note waits for nobody. */
const FULL_MARKS = 0.995;

function Weakest({ progress }: { progress: Progress }): JSX.Element {
  const weak = progress.weakest_notes.filter(({ mean_score }) => (mean_score ?? 0) < FULL_MARKS);
  return (
    <section>
      <h2>Notes to visit</h2>
      {weak.length === 0 ? (
        <p class="dim">Once a note was played five times it can stand here; none is weak so far.</p>
      ) : (
        <ul class="plain">
          {weak.map(({ midi, name, octave, mean_cents, mean_score, count }) => (
            <li key={midi}>
              <b>
                {shownName(name)}
                <small>{octave}</small>
              </b>
              <span class="dim">
                {mean_cents === null ? '' : `${centsInWords(mean_cents)}, `}
                {counted(count, 'time')} played
              </span>
              <b>{points(mean_score)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Progress belongs to a player: the name is what sessions are kept under. */
function WhoAreYou(): JSX.Element {
  const { user } = useSignal(settings);
  return (
    <div class="field who">
      <label for="user">Player</label>
      <input
        class="input"
        id="user"
        value={user}
        autocomplete="nickname"
        placeholder="everyone"
        maxLength={255}
        aria-describedby="user-help"
        onChange={({ currentTarget }) => choose({ user: currentTarget.value.trim() })}
      />
      <p class="small" id="user-help">
        {user ? 'Your sessions are kept under this name.' : 'Your name here keeps your sessions apart.'}
      </p>
    </div>
  );
}

/** Weeks, bests and the notes that need the player most. */
export function ProgressPage(): JSX.Element {
  const { user } = useSignal(settings);
  const { value, error, isSlow, again } = useAnswer(user, () =>
    user ? api.progress(user, WEEKS) : api.progressOfAll(WEEKS),
  );
  const streak = value ? daysInARow(value.items, new Date()) : 0;
  return (
    <main class="progress">
      <div class="title">
        <div>
          <h1>Progress</h1>
          <p class="dim">
            {streak
              ? `${counted(streak, 'day')} in a row with five minutes or more.`
              : 'Five minutes a day count.'}
          </p>
        </div>
        <WhoAreYou />
      </div>
      {error ? <Trouble title="Your progress cannot be read just now." error={error} again={again} /> : null}
      {!value && isSlow ? <Bones says="Counting your weeks." /> : null}
      {value && value.items.length === 0 ? (
        <Empty
          title="Nothing to compare yet."
          says={`No session${user ? ` of “${user}”` : ''} in the last twelve weeks. The first one fills its day here.`}
        />
      ) : null}
      {value && value.items.length > 0 ? (
        <>
          <Trends progress={value} />
          <Calendar progress={value} />
          <div class="under">
            <Bests progress={value} />
            <Weakest progress={value} />
          </div>
        </>
      ) : null}
    </main>
  );
}
