import { pitchScore } from '../../metrics/pitch-accuracy.js';
import { nameOfPitchClass, octaveOfName } from '../../music/note-name.js';
import { nearestNote, pitchClassOf } from '../../music/note-number.js';
import { nameInScale, placeInScale, type Scale } from '../../music/scale.js';
import { parseScale } from '../../music/scale-parser.js';
import type { NoteNumber } from '../../music/units.js';
import type { NoteRow } from '../../wire/index.js';

/** A stored pitch, and the rules of its practice. */
export interface StoredPitch {
  readonly scaleName: string;
  readonly strictness: number;
  /** A float. */
  readonly pitch: NoteNumber;
  readonly inScale: boolean;
}

/** So many notes were played at one pitch. */
export interface PitchTally extends StoredPitch {
  readonly count: number;
}

interface Hit {
  readonly cents: number;
  readonly score: number;
}

interface Hits extends Hit {
  readonly count: number;
}

/** One row a note of the neck, lowest first. */
export function noteStatistics(tallies: readonly PitchTally[]): NoteRow[] {
  const byNote = new Map<string, PitchTally[]>();
  for (const tally of tallies) {
    const key = `${nearestNote(tally.pitch)} ${tally.inScale}`;
    byNote.set(key, [...(byNote.get(key) ?? []), tally]);
  }
  const lowestFirst = [...byNote.values()].sort((a, b) => pitchOf(a) - pitchOf(b));
  return lowestFirst.map(rowOf);
}

const pitchOf = ([tally]: readonly PitchTally[]) => nearestNote(tally?.pitch ?? 0);

/** A note must have been played this often before it can be called weak. */
const FEWEST_HITS = 5;
const WEAKEST = 5;

/** Notes of the scale that score worst; by the lower bound of what their score can really be, so that luck counts less. */
export function weakestNotes(rows: readonly NoteRow[]): NoteRow[] {
  const bound = ({ mean_score, count }: NoteRow) => wilsonLowerBound(mean_score ?? 0, count);
  const known = rows.filter((row) => row.in_scale && row.count >= FEWEST_HITS);
  return known.sort((a, b) => bound(a) - bound(b)).slice(0, WEAKEST);
}

/** Wilson 1927, for 95 %. */
export function wilsonLowerBound(share: number, count: number, z = 1.96): number {
  const square = (z * z) / count;
  const spread = z * Math.sqrt((share * (1 - share)) / count + square / (4 * count));
  return (share + square / 2 - spread) / (1 + square);
}

function rowOf(tallies: readonly PitchTally[]): NoteRow {
  const { pitch, inScale, scaleName } = tallies[0] as PitchTally;
  const midi = nearestNote(pitch);
  const scale = scaleNamed(scaleName);
  const name = scale ? nameInScale(scale, pitchClassOf(midi)) : nameOfPitchClass(pitchClassOf(midi));
  const hits = tallies.map(hitsOf).sort((a, b) => a.cents - b.cents);
  const count = sum(hits, () => 1);
  const wrong = sum(hits, ({ score }) => (score === 0 ? 1 : 0));
  return {
    midi,
    name,
    octave: octaveOfName(name, midi),
    pitch_class: pitchClassOf(midi),
    in_scale: inScale,
    count,
    mean_cents: sum(hits, ({ cents }) => cents) / count,
    iqr_cents: quantile(hits, 0.75 * count) - quantile(hits, 0.25 * count),
    mean_score: sum(hits, ({ score }) => score) / count,
    share_wrong: wrong / count,
  };
}

const hitsOf = (tally: PitchTally): Hits => ({ ...hitOf(tally), count: tally.count });

/** How far from its note a stored pitch was, in cents, and what that scored. */
export function hitOf({ scaleName, strictness, pitch, inScale }: StoredPitch): Hit {
  const note = nearestNote(pitch);
  const fromNote = 100 * (pitch - note);
  const scale = scaleNamed(scaleName);
  const cents = scale ? placeInScale(scale, note, fromNote).cents : fromNote;
  return { cents, score: pitchScore({ cents, isInScale: inScale }, strictness) };
}

/** The value that `rank` hits lie at or below. */
function quantile(sorted: readonly Hits[], rank: number): number {
  let seen = 0;
  for (const { cents, count } of sorted) {
    seen += count;
    if (seen >= rank) return cents;
  }
  return sorted.at(-1)?.cents ?? 0;
}

function sum(hits: readonly Hits[], value: (hit: Hits) => number): number {
  return hits.reduce((total, hit) => total + hit.count * value(hit), 0);
}

/** Library callers may name scales that only they know. */
function scaleNamed(name: string): Scale | null {
  try {
    return parseScale(name);
  } catch {
    return null;
  }
}
