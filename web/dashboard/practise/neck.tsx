import type { JSX } from 'preact';
import { shownName } from '../../shared/format.js';
import { inlays, type NeckShape, spotX } from '../../shared/fretboard.js';
import { useSignal } from '../../shared/signal.js';
import { Fretboard, type Live, type NeckScale } from '../../shared/widgets/fretboard.js';
import { settings } from '../settings.js';

interface Props {
  openStrings: readonly number[];
  scale: NeckScale | null;
  visited: readonly number[] | null;
  live: Live | null;
  /** Whether the position is the bridge's guess. */
  isInferred: boolean;
}

const WIDTH = 1360;
const PHONE_FRETS = 5;

/** A phone shows the frets around the hand, and moves only when the note leaves them. */
function windowAround(live: Live | null): number {
  return live === null || live.fret <= PHONE_FRETS ? 0 : live.fret - 3;
}

const NUMBERS = 18;

function Numbers({ neck }: { neck: NeckShape }): JSX.Element[] {
  return inlays(neck.firstFret, neck.lastFret).map((fret) => (
    <text class="num" x={spotX(neck, fret)} y={neck.height + NUMBERS - 1} key={fret}>
      {fret}
    </text>
  ));
}

function phoneNeck(
  openStrings: readonly number[],
  height: number,
  isLefty: boolean,
  live: Live | null,
): NeckShape {
  const firstFret = windowAround(live);
  const [lastFret, margin] = firstFret ? [firstFret + PHONE_FRETS + 1, 12] : [PHONE_FRETS, 34];
  return { openStrings, firstFret, lastFret, width: 350, height: height * 0.92, margin, isLefty };
}

export function Neck({ openStrings, scale, visited, live, isInferred }: Props): JSX.Element {
  const { isLefty } = useSignal(settings);
  const height = Math.max(188, openStrings.length * 32);
  const necks = [
    {
      size: 'wide',
      radius: 11,
      neck: { openStrings, firstFret: 0, lastFret: 15, width: WIDTH, height, margin: 46, isLefty },
    },
    { size: 'narrow', radius: 11.5, neck: phoneNeck(openStrings, height, isLefty, live) },
  ];
  return (
    <div class="neckbox">
      {necks.map(({ size, radius, neck }) => (
        <div class={size} key={size}>
          <Fretboard neck={neck} scale={scale} visited={visited} live={live} radius={radius} below={NUMBERS}>
            <Numbers neck={neck} />
          </Fretboard>
        </div>
      ))}
      <Legend scale={scale} isPractising={visited !== null} isInferred={isInferred} />
    </div>
  );
}

type LegendProps = { scale: NeckScale | null; isPractising: boolean; isInferred: boolean };

function Legend({ scale, isPractising, isInferred }: LegendProps): JSX.Element {
  return (
    <p class="legend wide">
      <span>
        <svg width="15" height="13" aria-hidden="true">
          <rect class="root" x="1" y="1" width="13" height="11" rx="2" />
        </svg>
        root
      </span>
      {isPractising ? (
        <>
          <span>
            <svg width="14" height="14" aria-hidden="true">
              <circle class="todo" cx="7" cy="7" r="6" />
            </svg>
            not played yet
          </span>
          <span>
            <svg width="14" height="14" aria-hidden="true">
              <circle class="live ink" cx="7" cy="7" r="7" />
            </svg>
            {isInferred ? 'now, most likely position' : 'now'}
          </span>
        </>
      ) : (
        <span>{scale?.noteNames.map(shownName).join('\u2002')}</span>
      )}
    </p>
  );
}
