import type { JSX } from 'preact';
import { shownName, spokenName } from '../format.js';
import {
  inlays,
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
  /** Fret numbers under the neck. */
  hasNumbers?: boolean;
}

function Wires({ neck }: { neck: NeckShape }): JSX.Element {
  const frets = Array.from(
    { length: neck.lastFret - neck.firstFret },
    (_, index) => neck.firstFret + index + 1,
  );
  const [start, end] = [wireX(neck, neck.firstFret), wireX(neck, neck.lastFret)];
  const left = Math.min(start, end);
  return (
    <>
      <rect class="neck" x={left} width={Math.abs(end - start)} height={neck.height} rx="3" />
      <path
        class="fret"
        d={frets.map((fret) => `M${wireX(neck, fret).toFixed(1)} 0V${neck.height}`).join('')}
      />
      {neck.firstFret === 0 ? <rect class="nut" x={start - 3} width="6" height={neck.height} /> : null}
    </>
  );
}

function Strings({ neck, live }: { neck: NeckShape; live: number | undefined }): JSX.Element {
  const [from, to] = neck.isLefty
    ? [0, neck.width - (neck.firstFret === 0 ? neck.margin - 12 : neck.margin)]
    : [neck.firstFret === 0 ? neck.margin - 12 : neck.margin, neck.width];
  return (
    <>
      {neck.openStrings.map((_, index) => (
        <path
          class={index + 1 === live ? 'str live' : 'str'}
          d={`M${from} ${stringY(neck, index + 1)}H${to}`}
          stroke-width={stringWidth(neck, index + 1)}
          key={index}
        />
      ))}
    </>
  );
}

function Place({
  spot,
  name,
  kind,
  radius,
}: {
  spot: Spot;
  name: string;
  kind: string;
  radius: number;
}): JSX.Element {
  const { x, y } = spot;
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
      {kind === 'root' ? (
        <rect
          class="root"
          x={-radius - 1}
          y={-radius + 0.5}
          width={2 * radius + 2}
          height={2 * radius - 1}
          rx="3"
        />
      ) : spot.fret === 0 && kind === 'gap' ? null : (
        <circle class={kind} r={radius} />
      )}
      <text class={kind === 'root' ? 'deg r' : 'deg'} dy=".36em">
        {name}
      </text>
    </g>
  );
}

/** Open strings that are no note of the scale still say their name. */
function OpenNames({
  neck,
  isPlace,
}: {
  neck: NeckShape;
  isPlace: (midi: number) => boolean;
}): JSX.Element[] {
  const open = spots({ ...neck, lastFret: 0 }, (midi) => !isPlace(midi));
  return open.map(({ string, midi, x, y }) => (
    <text class="num" x={x} y={y} dy=".36em" key={string}>
      {shownName(OPEN_NAMES[midi % 12] ?? '')}
    </text>
  ));
}

function LiveSpot({ neck, live, radius }: { neck: NeckShape; live: Live; radius: number }): JSX.Element {
  const colour = useColour(live.score);
  const place = `translate(${spotX(neck, live.fret).toFixed(1)} ${stringY(neck, live.string)})`;
  return (
    <g transform={place} style={{ '--q': colour }}>
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
export function Fretboard({ neck, scale, visited, live, radius, hasNumbers = true }: Props): JSX.Element {
  const indexOf = (midi: number) => scale?.pitchClasses.indexOf(midi % 12) ?? -1;
  const kindOf = (midi: number) => {
    if (midi % 12 === scale?.root) return 'root';
    return visited && !visited.includes(midi % 12) ? 'todo' : 'gap';
  };
  const isOnNeck = live && live.fret <= neck.lastFret && (live.fret > neck.firstFret || live.fret === 0);
  return (
    <svg
      class="board"
      viewBox={`0 0 ${neck.width} ${neck.height + (hasNumbers ? 18 : 0)}`}
      role="img"
      aria-label={describe(scale, live)}
    >
      <Wires neck={neck} />
      <Strings neck={neck} live={live?.string} />
      {spots(neck, (midi) => indexOf(midi) >= 0).map((spot) => (
        <Place
          spot={spot}
          name={shownName(scale?.noteNames[indexOf(spot.midi)] ?? '')}
          kind={kindOf(spot.midi)}
          radius={radius}
          key={`${spot.string}:${spot.fret}`}
        />
      ))}
      {neck.firstFret === 0 ? <OpenNames neck={neck} isPlace={(midi) => indexOf(midi) >= 0} /> : null}
      {live && isOnNeck ? <LiveSpot neck={neck} live={live} radius={radius} /> : null}
      {(hasNumbers ? inlays(neck.firstFret, neck.lastFret) : []).map((fret) => (
        <text class="num" x={spotX(neck, fret)} y={neck.height + 17} key={fret}>
          {fret}
        </text>
      ))}
    </svg>
  );
}
