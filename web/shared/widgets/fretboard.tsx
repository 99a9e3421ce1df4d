import type { ComponentChildren, JSX } from 'preact';
import { shownName, spokenName } from '../format.js';
import {
  type NeckShape,
  type Position,
  type Spot,
  spots,
  spotX,
  stringWidth,
  stringY,
  wireX,
} from '../fretboard.js';
import { useColour } from '../hooks.js';

export interface NeckScale {
  readonly name: string;
  readonly root: number;
  readonly pitchClasses: readonly number[];
  readonly noteNames: readonly string[];
}

export interface Live extends Position {
  readonly name: string;
  readonly score: number | null;
}

const OPEN_NAMES = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];

interface Props {
  neck: NeckShape;
  scale: NeckScale | null;
  /** Pitch classes played so far; `null` before a practice, when nothing is missing yet. */
  visited: readonly number[] | null;
  live: Live | null;
  /** Radius of a place. */
  radius: number;
  /** What stands under the neck, and how much room it takes. */
  children?: ComponentChildren;
  below?: number;
}

function Wires({ neck }: { neck: NeckShape }): JSX.Element {
  const { firstFret, lastFret, height } = neck;
  const wires = Array.from({ length: lastFret - firstFret }, (_, index) =>
    wireX(neck, firstFret + 1 + index),
  );
  const [start, end] = [wireX(neck, firstFret), wireX(neck, lastFret)];
  return (
    <g>
      <rect class="neck" x={Math.min(start, end)} width={Math.abs(end - start)} height={height} rx="3" />
      <path class="fret" d={wires.map((x) => `M${x.toFixed(1)} 0v${height}`).join('')} />
      {firstFret ? null : <rect class="nut" x={start - 3} width="6" height={height} />}
    </g>
  );
}

function Strings({ neck, live }: { neck: NeckShape; live: number | undefined }): JSX.Element[] {
  const { firstFret, margin, width, isLefty, openStrings } = neck;
  const start = firstFret ? margin : margin - 12;
  const [from, to] = isLefty ? [0, width - start] : [start, width];
  return openStrings.map((_, index) => (
    <path
      class={index + 1 === live ? 'str live' : 'str'}
      d={`M${from} ${stringY(neck, index + 1)}H${to}`}
      stroke-width={stringWidth(neck, index + 1)}
      key={index}
    />
  ));
}

interface PlaceProps {
  spot: Spot;
  name: string;
  /** An open string that is no note of the scale still says its name. */
  kind: 'root' | 'todo' | 'gap' | 'num';
  radius: number;
}

function Place({ spot, name, kind, radius }: PlaceProps): JSX.Element {
  const isRoot = kind === 'root';
  const side = radius + 1;
  return (
    <g transform={`translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`}>
      {isRoot ? (
        <rect class="root" x={-side} y={1.5 - side} width={2 * side} height={2 * side - 3} rx="3" />
      ) : kind === 'todo' || (kind === 'gap' && spot.fret) ? (
        <circle class={kind} r={radius} />
      ) : null}
      <text class={kind === 'num' ? kind : isRoot ? 'deg r' : 'deg'} dy=".36em">
        {shownName(name)}
      </text>
    </g>
  );
}

function LiveSpot({ neck, live, radius }: { neck: NeckShape; live: Live; radius: number }): JSX.Element {
  const place = `translate(${spotX(neck, live.fret).toFixed(1)} ${stringY(neck, live.string)})`;
  return (
    <g transform={place} style={{ '--q': useColour(live.score) }}>
      <circle class="gap" r={radius * 1.68} />
      <circle class="live" r={radius * 1.45} />
      <text class="deg l" dy=".36em">
        {shownName(live.name)}
      </text>
    </g>
  );
}

function describe(scale: NeckScale | null, live: Live | null): string {
  const what = scale
    ? `Fretboard: ${scale.name}, ${scale.noteNames.map((name) => spokenName(name)).join(', ')}`
    : 'Fretboard';
  return live ? `${what}; now ${spokenName(live.name)}, string ${live.string}, fret ${live.fret}` : what;
}

/** The neck with true fret spacing: root in a box, classes not yet played in dotted rings, the live note filled. */
export function Fretboard({ neck, scale, visited, live, radius, children, below = 0 }: Props): JSX.Element {
  const { firstFret, lastFret, width, height } = neck;
  const indexOf = (midi: number) => scale?.pitchClasses.indexOf(midi % 12) ?? -1;
  const kindOf = (midi: number) => {
    if (indexOf(midi) < 0) return 'num';
    if (midi % 12 === scale?.root) return 'root';
    return visited && !visited.includes(midi % 12) ? 'todo' : 'gap';
  };
  const isOnNeck = live && (live.fret ? live.fret > firstFret && live.fret <= lastFret : true);
  return (
    <svg
      class="board"
      viewBox={`0 0 ${width} ${height + below}`}
      role="img"
      aria-label={describe(scale, live)}
    >
      <Wires neck={neck} />
      <Strings neck={neck} live={live?.string} />
      {spots(neck, (midi, fret) => !fret || indexOf(midi) >= 0).map((spot) => (
        <Place
          spot={spot}
          name={scale?.noteNames[indexOf(spot.midi)] ?? OPEN_NAMES[spot.midi % 12] ?? ''}
          kind={kindOf(spot.midi)}
          radius={radius}
          key={`${spot.string}:${spot.fret}`}
        />
      ))}
      {isOnNeck ? <LiveSpot neck={neck} live={live} radius={radius} /> : null}
      {children}
    </svg>
  );
}
