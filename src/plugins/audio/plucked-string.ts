import type { Hertz } from '../../core/plugin/index.js';

const MOST_PARTIALS = 40;
/** Where the string is plucked, as a share of its length: partials with a node there are silent. */
const PLUCKED_AT = 0.17;
/** Seconds in which the fundamental of middle C falls by 60 dB; shorter higher up. */
const RING_SECONDS = 4;
const RING_REFERENCE: Hertz = 261.6;
const ATTACK_SECONDS = 0.002;
const RELEASE_SECONDS = 0.03;
const INAUDIBLE = 1e-5;

export interface Pluck {
  readonly frequency: Hertz;
  /** Seconds from the pluck to the damping of the string. */
  readonly duration: number;
  /** 0 to 1. */
  readonly loudness?: number;
  /** Stiffness of the string: partial k sounds at k·f·√(1 + B·k²). 0 gives an exact frequency. */
  readonly inharmonicity?: number;
  /** Cents above `frequency` at a time in seconds: bends and vibrato. */
  readonly bend?: (seconds: number) => number;
}

/**
 * Adds a plucked string to `samples`, beginning at `start` (a place in samples). Additive: each partial of an ideal
 * string plucked at one point, higher ones dying sooner. The same arguments give the same samples.
 */
export function addPluck(samples: Float32Array, sampleRate: Hertz, start: number, pluck: Pluck): void {
  const { frequency, inharmonicity = 0 } = pluck;
  const length = Math.min(samples.length - start, Math.ceil((pluck.duration + RELEASE_SECONDS) * sampleRate));
  for (let k = 1; k <= MOST_PARTIALS; k++) {
    const partial = k * frequency * Math.sqrt(1 + inharmonicity * k * k);
    if (partial > 0.45 * sampleRate) break;
    addPartial(samples.subarray(start, start + length), sampleRate, pluck, partial, k);
  }
}

function addPartial(samples: Float32Array, sampleRate: Hertz, pluck: Pluck, partial: Hertz, k: number): void {
  const { frequency, duration, loudness = 0.5, bend } = pluck;
  const ring = RING_SECONDS * Math.sqrt(RING_REFERENCE / frequency);
  const fall = Math.exp((-Math.log(1000) / (ring * sampleRate)) * (1 + 0.12 * (k - 1)));
  const step = (2 * Math.PI * partial) / sampleRate;
  let amplitude = (0.6 * loudness * Math.sin(Math.PI * k * PLUCKED_AT)) / k;
  // A phase of its own for each partial keeps the pluck from being one sharp pulse.
  let phase = k * k * 0.7;
  for (let index = 0; index < samples.length && Math.abs(amplitude) > INAUDIBLE; index++) {
    const time = index / sampleRate;
    const envelope = Math.min(1, time / ATTACK_SECONDS) * release(time - duration);
    samples[index] = (samples[index] ?? 0) + amplitude * envelope * Math.sin(phase);
    phase += bend ? step * 2 ** (bend(time) / 1200) : step;
    amplitude *= fall;
  }
}

/** The finger that damps the string. */
function release(sinceEnd: number): number {
  return sinceEnd <= 0 ? 1 : Math.max(0, 1 - sinceEnd / RELEASE_SECONDS);
}
