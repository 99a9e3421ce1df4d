import { type JSX } from 'preact';
import { api } from '../../shared/api.js';
import { centsInWords, counted, dayOf, shownName, shownScale, timeOf } from '../../shared/format.js';
import type { NoteRow, SessionRow } from '../../shared/wire.js';
import { noteToVisit } from '../practise/last-time.js';
import { ReasonedScore } from '../reasoned-score.js';
import { addressOf } from '../router.js';
import { Bones, Trouble } from '../states.js';
import type { Practised } from './comparison.js';
import { ComparisonSection } from './comparison-section.js';
import { Export } from './export.js';
import { NoteTable } from './note-table.js';
import { playedInWords } from './played-in-words.js';
import { reasonsOf } from './reasons.js';
import { type MetricRow, type Series, seriesOf } from './series.js';
import { SessionChart } from './session-chart.js';
import { useAnswer } from './use-answer.js';

interface Opened {
  readonly session: SessionRow;
  readonly notes: readonly NoteRow[];
  readonly rows: readonly MetricRow[];
  readonly series: Series;
}

async function openSession(id: string): Promise<Opened> {
  const [session, notes, rows] = await Promise.all([api.session(id), api.notes(id), api.series(id)]);
  const inWords = playedInWords(session, notes.items);
  const series = seriesOf(rows.items, new Date(session.start_time), inWords);
  return { session, notes: notes.items, rows: rows.items, series };
}

function Title({ session }: { session: SessionRow }): JSX.Element {
  const start = new Date(session.start_time);
  const end = session.end_time ? ` to ${timeOf(new Date(session.end_time))}` : '';
  return (
    <div class="title">
      <div>
        <h1>{shownScale(session.scale_name)}</h1>
        <p class="dim">
          {dayOf(start)}, {timeOf(start)}
          {end} · {session.end_time ? counted(session.notes_detected_count ?? 0, 'note') : 'still running'} ·
          strictness {Math.round(session.strictness * 100)}, sensitivity{' '}
          {Math.round(session.sensitivity * 100)}
        </p>
      </div>
      <Export id={session.session_id} />
    </div>
  );
}

function Trio({ session, rows }: Practised): JSX.Element {
  if (!session.end_time) return <p class="dim trio">The scores stand here when the session has ended.</p>;
  const reasons = reasonsOf(session, rows);
  return (
    <div class="trio">
      <ReasonedScore name="Pitch" score={session.pitch_accuracy} reason={reasons.pitch} />
      <ReasonedScore name="Scale" score={session.scale_conformity} reason={reasons.scale} />
      <ReasonedScore name="Timing" score={session.timing_stability} reason={reasons.timing} />
    </div>
  );
}

function NextTime({ notes }: { notes: readonly NoteRow[] }): JSX.Element | null {
  const visit = noteToVisit(notes);
  if (!visit) return null;
  return (
    <p class="next">
      <b>Next time:</b> your {shownName(visit.name)} is the one to listen to; it was{' '}
      {centsInWords(visit.mean_cents ?? 0)}. Tune first. If fretted notes stay off, its saddle wants a look.
    </p>
  );
}

/** One practice: its scores over time, how each note went, and how it compares. */
export function SessionView({ id }: { id: string }): JSX.Element {
  const { value, error, isSlow, again } = useAnswer(id, () => openSession(id));
  if (error) return <Trouble title="This session cannot be read just now." error={error} again={again} />;
  if (!value) return isSlow ? <Bones says="Opening the session." /> : <article />;
  const { session, notes, rows, series } = value;
  return (
    <article>
      <a class="back" href={addressOf('history')}>
        All sessions
      </a>
      <Title session={session} />
      <Trio session={session} rows={rows} />
      {series.seconds.length > 1 ? <SessionChart series={series} /> : null}
      <div class="under">
        <NoteTable notes={notes} />
        <div>
          {session.end_time ? <ComparisonSection session={session} rows={rows} /> : null}
          <NextTime notes={notes} />
        </div>
      </div>
    </article>
  );
}
