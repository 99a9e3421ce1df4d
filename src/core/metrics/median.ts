/** Middle of values that are sorted already; the mean of the two middle ones for an even number. */
export function medianOfSorted(sorted: ArrayLike<number>, length = sorted.length): number {
  const half = length >> 1;
  const upper = sorted[half] ?? 0;
  return length % 2 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Middle of at least one value. */
export function median(values: readonly number[]): number {
  return medianOfSorted(sortShort(Float64Array.from(values)));
}

/** In place, by insertion: for the few values of a window faster than any general method. */
export function sortShort(values: Float64Array): Float64Array {
  if (values.length > LONG) return values.sort();
  for (let at = 1; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    let to = at;
    while (to > 0 && (values[to - 1] ?? 0) > value) {
      values[to] = values[to - 1] ?? 0;
      to -= 1;
    }
    values[to] = value;
  }
  return values;
}

const LONG = 40;
