import type { JSX } from 'preact';
import type { BridgeStore } from '../../shared/bridge-store.js';
import { likelyPosition } from '../../shared/fretboard.js';
import { useNow } from '../../shared/hooks.js';
import { useSignal } from '../../shared/signal.js';
import { useGentleColour } from '../../shared/use-gentle-colour.js';

/** Letters stay readable on a phone. */
const widthOf = () => (innerWidth > 720 ? 1360 : 520);
const GAP = 44;
const LETTERS = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];

/** The belly of a ringing string. */
function belly(y: number, swell: number, width: number): string {
  const size = 17 * swell;
  const at = (share: number) => Math.round(60 + share * (width - 60));
  const [a, b, c, d] = [at(0.2), at(0.31), at(0.69), at(0.8)];
  return `M60 ${y}C${a} ${y - 1} ${b} ${y - size} ${at(0.5)} ${y - size}S${d} ${y - 1} ${width} ${y}C${d} ${y + 1} ${c} ${y + size} ${at(0.5)} ${y + size}S${a} ${y + 1} 60 ${y}Z`;
}

/** The strings of the tuning; the one that sounds swells. */
export function SixStrings({
  openStrings,
  store,
}: {
  openStrings: readonly number[];
  store: BridgeStore;
}): JSX.Element {
  const note = useSignal(store.note);
  const now = useNow(store);
  const colour = useGentleColour(now.judged.score);
  const sounding =
    now.isSounding && note?.midi != null ? likelyPosition(note.midi, openStrings, null)?.string : undefined;
  const strings = [...openStrings].reverse();
  const width = widthOf();
  const said = sounding ? `, string ${sounding} is sounding` : '';
  return (
    <svg
      class="six"
      viewBox={`0 0 ${width} ${strings.length * GAP + 16}`}
      role="img"
      aria-label={`${strings.length} strings${said}`}
    >
      {strings.map((midi, index) => {
        const y = 30 + index * GAP;
        const isLive = index + 1 === sounding;
        return (
          <g class={isLive ? 'sounding' : ''} key={index}>
            {isLive ? (
              <path class="belly" d={belly(y, 0.3 + 0.7 * now.swell, width)} style={{ '--q': colour }} />
            ) : null}
            <path
              class={isLive ? 'str live' : 'str'}
              d={`M60 ${y}H${width}`}
              stroke-width={1 + index * 0.68}
            />
            <text x="20" y={y + 7}>
              {LETTERS[midi % 12]}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
