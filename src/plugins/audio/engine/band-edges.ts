/**
 * Cuts a spectrum of so many `bins`, `binHz` apart, into bands of equal musical width, of at least one bin each: band b
 * holds the bins from edges[b] to before edges[b + 1].
 */
export function bandEdges(
  binHz: number,
  { perOctave, lowestHz, highestHz }: { perOctave: number; lowestHz: number; highestHz: number },
  bins: number,
): Int32Array {
  const edges = [Math.round(lowestHz / binHz)];
  const last = Math.min(bins, Math.round(highestHz / binHz));
  while ((edges.at(-1) as number) < last) {
    const edge = edges.at(-1) as number;
    edges.push(Math.min(last, Math.max(edge + 1, Math.round(edge * 2 ** (1 / perOctave)))));
  }
  return Int32Array.from(edges);
}
