import { Fragment, type JSX } from 'preact';
import { api, exportAddress } from '../../shared/api.js';
import { centsInWords, counted, dayOf, points, shownName, shownScale, timeOf } from '../../shared/format.js';
import { useColour } from '../../shared/hooks.js';
import { scoreShape } from '../../shared/judgement.js';
import { Mark } from '../../shared/widgets/mark.js';
import { ScoreBar } from '../../shared/widgets/score-bar.js';
import type { NoteRow, SessionRow } from '../../shared/wire.js';
import { noteToVisit } from '../practise/last-time.js';
import { addressOf } from '../router.js';
import { Bones, Trouble } from '../states.js';
import { compare, earlierLike } from './comparison.js';
import { type Series, seriesOf } from './series.js';
import { SessionChart } from './session-chart.js';
import { useAnswer } from './use-answer.js';

interface Opened {
  readonly session: SessionRow;
  readonly notes: readonly NoteRow[];
  readonly series: Series;
}

async function openSession(id: string): Promise<Opened> {
  const [session, notes, rows] = await Promise.all([api.session(id), api.notes(id), api.series(id)]);
  return { session, notes: notes.items, series: seriesOf(rows.items, new Date(session.start_time)) };
}

const FORMATS = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['midi', 'MIDI'],
] as const;

function Export({ id }: { id: string }): JSX.Element {
  return (
    <span class="acts">
      {FORMATS.map(([format, label]) => (
        <a
          class="btn"
          href={exportAddress(id, format)}
          download
          aria-label={`Export as ${label}`}
          key={format}
        >
          {label}
        </a>
      ))}
    </span>
  );
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

function Trio({ session }: { session: SessionRow }): JSX.Element {
  if (!session.end_time) return <p class="dim trio">The scores stand here when the session has ended.</p>;
  const out = session.notes_out_of_scale ?? 0;
  const visited = `${session.unique_notes_used ?? 0} of ${session.scale_size ?? '–'} notes.`;
  return (
    <div class="trio">
      <ScoreBar
        name="Pitch"
        score={session.pitch_accuracy}
        reason={`Mean over ${counted(session.notes_detected_count ?? 0, 'note')}.`}
      />
      <ScoreBar
        name="Scale"
        score={session.scale_conformity}
        reason={`${visited} ${out} outside the scale.`}
      />
      <ScoreBar
        name="Timing"
        score={session.timing_stability}
        reason={
          session.timing_stability === null
            ? 'Needs three notes to say something.'
            : 'How even your notes came.'
        }
      />
    </div>
  );
}

const BIAS_WIDTH = 120;

/** Left is flat, right is sharp, from the middle. */
function Bias({ cents }: { cents: number }): JSX.Element {
  const middle = BIAS_WIDTH / 2;
  const length = Math.max(1.5, Math.min(middle, Math.abs(cents) * 2.4));
  return (
    <svg class="bias" width={BIAS_WIDTH} height="16" aria-hidden="true">
      <rect class="band" x="34" y="1" width="52" height="14" />
      <path class="mid" d={`M${middle} 0v16`} />
      <rect class="bar" x={cents < 0 ? middle - length : middle} y="5" width={length} height="6" />
    </svg>
  );
}

function NoteLine({ note }: { note: NoteRow }): JSX.Element {
  const colour = useColour(note.mean_score);
  return (
    <tr style={{ '--q': colour }}>
      <td>
        <b>{shownName(note.name)}</b>
        <small class="faint">{note.octave}</small>
      </td>
      <td class="n">{note.count}</td>
      <td class="wide">{note.mean_cents === null ? null : <Bias cents={note.mean_cents} />}</td>
      <td class="dim">
        {note.in_scale
          ? note.mean_cents === null
            ? '–'
            : centsInWords(note.mean_cents)
          : 'outside the scale'}
      </td>
      <td class="n">
        <Mark shape={note.in_scale ? scoreShape(note.mean_score, (note.mean_cents ?? 0) > 0) : 'cross'} />
        &ensp;<b>{points(note.mean_score)}</b>
      </td>
    </tr>
  );
}

export function NoteTable({ notes }: { notes: readonly NoteRow[] }): JSX.Element {
  return (
    <section>
      <h2>Note by note</h2>
      {notes.length === 0 ? (
        <p class="dim">No note was heard in this session.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>Note</th>
              <th class="n">Played</th>
              <th class="wide">Flat or sharp</th>
              <th>In words</th>
              <th class="n">Score</th>
            </tr>
          </thead>
          <tbody>
            {notes.map((note) => (
              <NoteLine note={note} key={note.midi} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Against the last session in which the same was asked. */
function Comparison({
  session,
  others,
}: {
  session: SessionRow;
  others: readonly SessionRow[];
}): JSX.Element {
  const before = earlierLike(session, others);
  if (!before) {
    return (
      <section>
        <h2>Compared</h2>
        <p class="dim">
          Practise this scale again with the same strictness, and the two stand side by side here.
        </p>
      </section>
    );
  }
  const start = new Date(before.start_time);
  return (
    <section>
      <h2>
        Against {dayOf(start)}, {timeOf(start)}
      </h2>
      <div class="cmp">
        {compare(session, before, others).map(({ name, from, to, verdict }) => (
          <Fragment key={name}>
            <span>{name}</span>
            <b>
              {points(from)} → {points(to)}
            </b>
            <span class="dim">{verdict}</span>
          </Fragment>
        ))}
      </div>
      <p class="dim">
        Same scale and settings, so the two can be compared. “Real” means more than the ups and downs of a
        normal day.
      </p>
    </section>
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
export function SessionView({ id, others }: { id: string; others: readonly SessionRow[] }): JSX.Element {
  const { value, error, isSlow, again } = useAnswer(id, () => openSession(id));
  if (error) return <Trouble title="This session cannot be read just now." error={error} again={again} />;
  if (!value) return isSlow ? <Bones says="Opening the session." /> : <article />;
  const { session, notes, series } = value;
  return (
    <article>
      <a class="back" href={addressOf('history')}>
        All sessions
      </a>
      <Title session={session} />
      <Trio session={session} />
      {series.seconds.length > 1 ? <SessionChart series={series} /> : null}
      <div class="under">
        <NoteTable notes={notes} />
        <div>
          {session.end_time ? <Comparison session={session} others={others} /> : null}
          <NextTime notes={notes} />
        </div>
      </div>
    </article>
  );
}
