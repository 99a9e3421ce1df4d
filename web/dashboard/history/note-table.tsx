import type { JSX } from 'preact';
import { centsInWords, points, shownName } from '../../shared/format.js';
import { useColour } from '../../shared/hooks.js';
import { scoreShape } from '../../shared/judgement.js';
import { Mark } from '../../shared/widgets/mark.js';
import type { NoteRow } from '../../shared/wire.js';

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
