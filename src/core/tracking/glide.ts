import type { Milliseconds, NoteNumber } from '../music/units.js';

/** A stretch in which the pitch stands still. */
export interface Plateau {
  readonly pitch: NoteNumber;
  readonly duration: Milliseconds;
}

/** From where to where a note glides. */
export interface Glide {
  readonly from: NoteNumber;
  /** Where it arrives first. */
  readonly to: NoteNumber;
}

/** Shortest stretch that counts as standing still. */
const SHORTEST: Milliseconds = 60;
/** The pitch stays this near to its mean, in semitones: over 60 ms that is less than 200 cents a second. */
const STILL = 0.06;
/** Plateaus this near to each other are one. */
const SAME = 0.25;
/** A smaller movement is no glide. */
const LEAST_GLIDE = 0.8;

/** Finds a bend or slide: two plateaus at least 80 cents apart. `null` without one. */
export function findGlide(trace: readonly { time: Milliseconds; pitch: NoteNumber }[]): Glide | null {
  const [first, ...later] = plateausOf(trace);
  const arrival = later.find(({ pitch }) => Math.abs(pitch - (first?.pitch ?? pitch)) >= LEAST_GLIDE);
  return first && arrival ? { from: first.pitch, to: arrival.pitch } : null;
}

function plateausOf(trace: readonly { time: Milliseconds; pitch: NoteNumber }[]): Plateau[] {
  const plateaus: Plateau[] = [];
  let [begin, sum, count, last] = [0, 0, 0, 0];
  const close = () => {
    if (count > 1 && last - begin >= SHORTEST) join(plateaus, { pitch: sum / count, duration: last - begin });
  };
  for (const { time, pitch } of trace) {
    if (count === 0 || Math.abs(pitch - sum / count) > STILL) {
      close();
      [begin, sum, count] = [time, 0, 0];
    }
    sum += pitch;
    count += 1;
    last = time;
  }
  close();
  return plateaus;
}

function join(plateaus: Plateau[], next: Plateau): void {
  const before = plateaus.at(-1);
  if (!before || Math.abs(before.pitch - next.pitch) > SAME) {
    plateaus.push(next);
    return;
  }
  const duration = before.duration + next.duration;
  const pitch = (before.pitch * before.duration + next.pitch * next.duration) / duration;
  plateaus[plateaus.length - 1] = { pitch, duration };
}
