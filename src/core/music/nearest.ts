/** The three entries whose names come closest to a text, nearest first. */
export function nearest<Entry>(
  text: string,
  entries: readonly Entry[],
  namesOf: (entry: Entry) => readonly string[],
): Entry[] {
  const wanted = text.toLowerCase();
  const distance = (entry: Entry) =>
    Math.min(...namesOf(entry).map((name) => likeness(wanted, name.toLowerCase())));
  return entries
    .map((entry) => ({ entry, distance: distance(entry) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ entry }) => entry);
}

/** Half a typing error when one name contains the other, else the typing errors between them. */
function likeness(wanted: string, name: string): number {
  return wanted !== '' && name !== wanted && name.includes(wanted) ? 0.5 : editDistance(wanted, name);
}

/** Letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
