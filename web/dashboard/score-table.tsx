import type { ComponentChildren, JSX } from 'preact';

export interface ScoreRow {
  readonly name: string | number;
  /** Pitch, scale and timing. */
  readonly scores: readonly ComponentChildren[];
}

/** The three scores of several things, one a line; `first` says what they are. */
export function ScoreTable({ first, rows }: { first: string; rows: readonly ScoreRow[] }): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          <th>{first}</th>
          <th class="n">Pitch</th>
          <th class="n">Scale</th>
          <th class="n">Timing</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, scores }) => (
          <tr key={name}>
            <td>{name}</td>
            {scores.map((score, index) => (
              <td class="n" key={index}>
                {score}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
