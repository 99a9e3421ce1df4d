import type { JSX } from 'preact';
import { api, exportAddress } from '../../shared/api.js';
import { centsInWords, counted, dayOf, points, shownName, shownScale, timeOf } from '../../shared/format.js';
import { useColour } from '../../shared/hooks.js';
import { scoreShape } from '../../shared/judgement.js';
import { Mark } from '../../shared/widgets/mark.js';
import { ScoreBar } from '../../shared/widgets/score-bar.js';
import type { NoteRow, SessionRow } from '../../shared/wire.js';
import { Bones, Trouble } from '../states.js';
import { useAnswer } from './use-answer.js';

async function sessionWithNotes(id: string): Promise<{ session: SessionRow; notes: readonly NoteRow[] }> {
  const [session, notes] = await Promise.all([api.session(id), api.notes(id)]);
  return { session, notes: notes.items };
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
          {end} · {counted(session.notes_detected_count ?? 0, 'note')} · strictness{' '}
          {Math.round(session.strictness * 100)}, sensitivity {Math.round(session.sensitivity * 100)}
        </p>
      </div>
      <a class="btn" href={exportAddress(session.session_id, 'csv')} download>
        Export
      </a>
    </div>
  );
}

function Trio({ session }: { session: SessionRow }): JSX.Element {
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

/** One practice: its scores and how each note went. */
export function SessionView({ id }: { id: string }): JSX.Element {
  const { value, error, isSlow, again } = useAnswer(id, () => sessionWithNotes(id));
  if (error) return <Trouble title="This session cannot be read just now." error={error} again={again} />;
  if (!value) return isSlow ? <Bones says="Opening the session." /> : <article />;
  return (
    <article>
      <Title session={value.session} />
      <Trio session={value.session} />
      <div class="under">
        <NoteTable notes={value.notes} />
      </div>
    </article>
  );
}
