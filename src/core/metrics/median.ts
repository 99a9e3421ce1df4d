/** Middle of values that are sorted already; the mean of the two middle ones for an even number. */
export function medianOfSorted(sorted: ArrayLike<number>, length = sorted.length): number {
  const half = length >> 1;
  const upper = sorted[half] ?? 0;
  return length % 2 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Middle of at least one value. */
export function median(values: readonly number[]): number {
  return medianOfSorted(Float64Array.from(values).sort());
}
