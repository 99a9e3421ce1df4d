/** The timing model as its definition reads, without any shortcut: the oracle for the fast one. */
const CAP = 0.35;
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 4 / 3, 3 / 2, 2, 3, 4];
const SETS = [
  ...RATIOS.map((a) => [1, a]),
  ...RATIOS.flatMap((a, at) => RATIOS.slice(at + 1).map((b) => [1, a, b])),
];

interface Model {
  D: number;
  cost: number;
  h: number;
}

export function naiveDeviation(intervals: readonly number[]): number {
  const l = intervals.map(Math.log);
  const n = l.length;
  const plain = meanCapped(l.map((x) => x - median(l)));
  let best: Model = { D: plain, cost: n * Math.log(plain + 0.01), h: Number.POSITIVE_INFINITY };
  for (const model of [...SETS.flatMap((set) => ratioModels(l, set)), ...freeModels(l)]) {
    if (model.cost < best.cost) best = model;
  }
  const omega = Math.min(0.999999, (2 * best.D) / best.h);
  return Math.min(plain, best.D / (1 - omega ** 3));
}

function ratioModels(l: readonly number[], set: readonly number[]): Model[] {
  const logs = set.map(Math.log);
  const sorted = [...logs].sort((a, b) => a - b);
  const h = Math.min(...sorted.slice(1).map((x, at) => x - (sorted[at] ?? 0))) / 2;
  return l.flatMap((base) => {
    const classes = l.map((x) => nearestClass(x, base, logs));
    const counts = logs.map((_, at) => classes.filter((c) => c === at).length);
    const isBad = counts.some(
      (count, at) => count === 0 || count > (counts[0] ?? 0) || (at > 0 && count === 1 && (set[at] ?? 0) < 2),
    );
    if (isBad) return [];
    const rests = l.map((x, k) => x - (logs[classes[k] ?? 0] ?? 0));
    const D = meanCapped(rests.map((x) => x - median(rests)));
    return [{ D, cost: l.length * Math.log(D + 0.01) + 6 * (set.length - 1), h }];
  });
}

function nearestClass(x: number, base: number, logs: readonly number[]): number {
  let best = 0;
  logs.forEach((log, at) => {
    // Later classes must be nearer by more than rounding.
    if (Math.abs(x - base - log) < Math.abs(x - base - (logs[best] ?? 0)) - 1e-9) best = at;
  });
  return best;
}

function freeModels(l: readonly number[]): Model[] {
  const n = l.length;
  const sorted = [...l].sort((a, b) => a - b);
  const least = Math.max(3, Math.ceil(n / 4));
  const models: Model[] = [];
  for (let split = least; n >= 6 && split <= n - least; split += 1) {
    const [low, high] = [sorted.slice(0, split), sorted.slice(split)];
    const gap = median(high) - median(low);
    if (gap < Math.log(1.25)) continue;
    const D = meanCapped([...low.map((x) => x - median(low)), ...high.map((x) => x - median(high))]);
    models.push({ D, cost: n * Math.log(D + 0.01) + 9, h: gap / 2 });
  }
  return models;
}

function meanCapped(deviations: readonly number[]): number {
  return deviations.reduce((sum, x) => sum + Math.min(Math.abs(x), CAP), 0) / deviations.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
