/** Where frets, strings and notes lie on a drawn neck. Plain numbers; nothing is drawn here. */

export interface NeckShape {
  /** MIDI numbers, low to high. */
  readonly openStrings: readonly number[];
  /** First and last fret shown; 0 includes the nut and the open strings. */
  readonly firstFret: number;
  readonly lastFret: number;
  readonly width: number;
  readonly height: number;
  /** Room at the left for the open strings. */
  readonly margin: number;
  readonly isLefty: boolean;
}

export interface Position {
  /** 1 is the highest string. */
  readonly string: number;
  readonly fret: number;
}

export interface Spot extends Position {
  readonly midi: number;
  readonly x: number;
  readonly y: number;
}

/** Frets get closer by the twelfth root of two. */
function distanceFromNut(fret: number): number {
  return 1 - 2 ** (-fret / 12);
}

/** The x of a fret wire. */
export function wireX(neck: NeckShape, fret: number): number {
  const [left, right] = [distanceFromNut(neck.firstFret), distanceFromNut(neck.lastFret)];
  const span = neck.width - neck.margin;
  const x = neck.margin + ((distanceFromNut(fret) - left) / (right - left)) * span;
  return neck.isLefty ? neck.width - x : x;
}

/** Where a finger goes: between two wires; open strings sit beyond the nut. */
export function spotX(neck: NeckShape, fret: number): number {
  if (fret <= neck.firstFret) return neck.isLefty ? neck.width - neck.margin / 2 : neck.margin / 2;
  return (wireX(neck, fret - 1) + wireX(neck, fret)) / 2;
}

/** The lowest string lies at the bottom, as in tablature. */
export function stringY(neck: NeckShape, string: number): number {
  const gap = neck.height / neck.openStrings.length;
  return (string - 0.5) * gap;
}

/** 1 to 3.8 px: the gauge of a string grows towards the low ones. */
export function stringWidth(neck: NeckShape, string: number): number {
  const last = Math.max(1, neck.openStrings.length - 1);
  return Math.round(10 * (1 + 2.8 * ((string - 1) / last) ** 1.4)) / 10;
}

function openNote(neck: NeckShape, string: number): number {
  return neck.openStrings[neck.openStrings.length - string] ?? 0;
}

/** Every place of the neck whose note is wanted. */
export function spots(neck: NeckShape, isWanted: (midi: number, fret: number) => boolean): Spot[] {
  const found: Spot[] = [];
  const first = neck.firstFret === 0 ? 0 : neck.firstFret + 1;
  for (let string = 1; string <= neck.openStrings.length; string += 1) {
    for (let fret = first; fret <= neck.lastFret; fret += 1) {
      const midi = openNote(neck, string) + fret;
      if (isWanted(midi, fret))
        found.push({ string, fret, midi, x: spotX(neck, fret), y: stringY(neck, string) });
    }
  }
  return found;
}

const LAST_FRET = 24;

/** Where a note is most likely played: nearest to the hand, on the lower fret when two are as near. */
export function likelyPosition(
  midi: number,
  openStrings: readonly number[],
  hand: number | null,
): Position | null {
  const places = openStrings
    .map((open, index) => ({ string: openStrings.length - index, fret: midi - open }))
    .filter(({ fret }) => fret >= 0 && fret <= LAST_FRET);
  const effort = ({ fret }: Position) => (hand === null ? fret : Math.abs(fret - hand) + fret / 100);
  return places.sort((a, b) => effort(a) - effort(b))[0] ?? null;
}

/** Frets that carry a dot, and so a number. */
export function inlays(first: number, last: number): number[] {
  return [3, 5, 7, 9, 12, 15, 17, 19, 21, 24].filter((fret) => fret > first && fret <= last);
}
