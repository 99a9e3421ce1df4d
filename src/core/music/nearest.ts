import { editDistance } from '../edit-distance.js';

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
