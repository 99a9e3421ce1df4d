/** A sine, in the engine's own numbers. */
export function sine(
  hertz: number,
  sampleRate: number,
  length: number,
  amplitude = 1,
  phase = 0,
): Float64Array {
  return Float64Array.from(
    { length },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate + phase),
  );
}

export function mix(...signals: readonly ArrayLike<number>[]): Float64Array {
  const length = Math.max(...signals.map((signal) => signal.length));
  return Float64Array.from({ length }, (_, i) => signals.reduce((sum, signal) => sum + (signal[i] ?? 0), 0));
}

export function follow(...signals: readonly Float64Array[]): Float64Array {
  return Float64Array.from(signals.flatMap((signal) => [...signal]));
}

/** Copies of the samples, one hop after the other; what does not fill a hop is left out. */
export function hopsOf(samples: ArrayLike<number>, hop: number): Float64Array[] {
  return Array.from({ length: Math.floor(samples.length / hop) }, (_, i) =>
    Float64Array.from({ length: hop }, (_, k) => samples[i * hop + k] ?? 0),
  );
}

/** The samples after something worked on them in place, hop by hop. */
export function passThrough(
  samples: ArrayLike<number>,
  hop: number,
  process: (hop: Float64Array) => void,
): Float64Array {
  const hops = hopsOf(samples, hop);
  hops.forEach(process);
  return follow(...hops);
}

/** The largest difference between two signals. */
export function deviation(signal: Float64Array, other: Float64Array): number {
  return signal.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (other[i] ?? Infinity))), 0);
}

export const decibelsOf = (ratio: number) => 20 * Math.log10(ratio);

export function rms(samples: Float64Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** Amplitude of the sine of this frequency in the samples, which should hold whole cycles of it. */
export function amplitudeOf(hertz: number, sampleRate: number, samples: Float64Array): number {
  let cosine = 0;
  let sine = 0;
  samples.forEach((sample, i) => {
    const turn = (2 * Math.PI * hertz * i) / sampleRate;
    cosine += sample * Math.cos(turn);
    sine += sample * Math.sin(turn);
  });
  return (2 * Math.hypot(cosine, sine)) / samples.length;
}
