import {
  type Milliseconds,
  type NoteId,
  nameOfPitchClass,
  nearestNote,
  noteNumberFromFrequency,
  octaveOf,
  type PitchReading,
  pitchClassOf,
  type Reading,
} from '../../core/plugin/index.js';

const INK = '#f4f1ea';
const SOFT_INK = '#8e897e';
const STAGE = '#11110f';
const HAIRLINE = '#2a2925';
const NOTE_FILL = '#3a3933';
const ATTACK = '#ffb38a';

const LEFT = 64;
const RIGHT = 24;
const PITCH_TOP = 56;
const PITCH_HEIGHT = 420;
const LEVEL_TOP = PITCH_TOP + PITCH_HEIGHT + 48;
const LEVEL_HEIGHT = 110;
const HEIGHT = LEVEL_TOP + LEVEL_HEIGHT + 40;
const QUIETEST = -90; // dBFS
const LINE_HEIGHT = 14;
const NARROWEST = 1000;
const WIDEST = 12_000;
const PIXELS_PER_SECOND = 120;

interface Note {
  readonly id: NoteId;
  readonly begin: Milliseconds;
  readonly end: Milliseconds;
  readonly noteNumber: number;
  readonly isLegato: boolean;
  readonly isChord: boolean;
}

/** Where things are on the picture. */
interface Axes {
  readonly width: number;
  readonly duration: Milliseconds;
  readonly lowest: number;
  readonly highest: number;
  x(time: Milliseconds): number;
  y(noteNumber: number): number;
  levelY(level: number): number;
}

/**
 * Draws what was heard as a standalone SVG: the pitch over the notes with their names, onsets, and the level below.
 * `ghosts`: notes that did not count.
 */
export function plotReadings(
  readings: readonly Reading[],
  title: string,
  ghosts: ReadonlySet<NoteId> = new Set(),
): string {
  const frames = readings.filter((reading) => reading.kind === 'pitch');
  const notes = notesOf(readings);
  const axes = axesFor(
    frames,
    notes.filter(({ isChord }) => !isChord),
  );
  const attacks = readings.filter((reading) => reading.kind === 'onset').map(({ time }) => time);
  const parts = [
    pitchGrid(axes),
    timeGrid(axes),
    ...notes.map((note) => (note.isChord ? chordBand(note, axes) : noteBar(note, ghosts.has(note.id), axes))),
    ...notes.map((note) => tick(note.begin, note.isLegato ? SOFT_INK : INK, axes)),
    ...attacks.map((time) => tick(time, ATTACK, axes)),
    pitchTrack(frames, axes),
    levelTrack(frames, axes),
    legend(),
  ];
  const heading = `${title}: ${notes.length} notes in ${(axes.duration / 1000).toFixed(1)} s`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${axes.width} ${HEIGHT}" width="${axes.width}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${SOFT_INK}">
<title>${escaped(heading)}</title>
<rect width="100%" height="100%" fill="${STAGE}"/>
<text x="${LEFT}" y="30" font-size="17" fill="${INK}">${escaped(heading)}</text>
${parts.join('\n')}
</svg>
`;
}

function notesOf(readings: readonly Reading[]): Note[] {
  const ends = new Map<string, Milliseconds>();
  for (const reading of readings) if (reading.kind === 'note-off') ends.set(reading.noteId, reading.time);
  const last = Math.max(0, ...readings.slice(-1).map(({ time }) => time));
  return readings
    .filter((reading) => reading.kind === 'note-on')
    .map(({ time, noteId, noteNumber, isLegato = false, isChord = false }) => ({
      id: noteId,
      begin: time,
      end: ends.get(noteId) ?? last,
      noteNumber,
      isLegato,
      isChord,
    }));
}

function axesFor(frames: readonly PitchReading[], notes: readonly Note[]): Axes {
  const duration = Math.max(1000, frames.at(-1)?.time ?? 0, ...notes.map(({ end }) => end));
  const width = Math.round(
    Math.min(WIDEST, Math.max(NARROWEST, LEFT + RIGHT + (PIXELS_PER_SECOND * duration) / 1000)),
  );
  const numbers = notes.map(({ noteNumber }) => noteNumber);
  const lowest = Math.floor(Math.min(52, ...numbers)) - 3;
  const highest = Math.ceil(Math.max(64, ...numbers)) + 3;
  return {
    width,
    duration,
    lowest,
    highest,
    x: (time) => LEFT + ((width - LEFT - RIGHT) * time) / duration,
    y: (noteNumber) => PITCH_TOP + (PITCH_HEIGHT * (highest - noteNumber)) / (highest - lowest),
    levelY: (level) => LEVEL_TOP + (LEVEL_HEIGHT * Math.min(0, Math.max(QUIETEST, level))) / QUIETEST,
  };
}

function pitchGrid(axes: Axes): string {
  const lines: string[] = [];
  let labelled = Number.POSITIVE_INFINITY;
  for (let note = axes.lowest + 1; note < axes.highest; note++) {
    if (isAccidental(note)) continue;
    const y = axes.y(note).toFixed(1);
    lines.push(`<line x1="${LEFT}" x2="${axes.width - RIGHT}" y1="${y}" y2="${y}" stroke="${HAIRLINE}"/>`);
    if (labelled - axes.y(note) < LINE_HEIGHT) continue;
    labelled = axes.y(note);
    lines.push(`<text x="${LEFT - 10}" y="${y}" dy="4" text-anchor="end">${nameOf(note)}</text>`);
  }
  return lines.join('\n');
}

function timeGrid(axes: Axes): string {
  const every = [1, 2, 5, 10, 30, 60].find((step) => axes.x(1000 * step) - axes.x(0) >= 60) ?? 60;
  const labels: string[] = [];
  for (let second = 0; 1000 * second <= axes.duration; second += every) {
    labels.push(
      `<text x="${axes.x(1000 * second).toFixed(1)}" y="${HEIGHT - 12}" text-anchor="middle">${second} s</text>`,
    );
  }
  for (const level of [0, -30, -60, -90]) {
    labels.push(
      `<text x="${LEFT - 10}" y="${axes.levelY(level).toFixed(1)}" dy="4" text-anchor="end">${minus(level)} dB</text>`,
    );
  }
  return labels.join('\n');
}

/** Several strings: which ones is not known. */
function chordBand({ begin, end }: Note, axes: Axes): string {
  const x = axes.x(begin).toFixed(1);
  const width = Math.max(2, axes.x(end) - axes.x(begin)).toFixed(1);
  return `<rect x="${x}" y="${PITCH_TOP}" width="${width}" height="${PITCH_HEIGHT}" rx="4" fill="${NOTE_FILL}" opacity="0.6"/>
<text x="${x}" y="${PITCH_TOP - 5}" fill="${INK}">chord</text>`;
}

function noteBar({ begin, end, noteNumber }: Note, isGhost: boolean, axes: Axes): string {
  const thick = 0.8 * (axes.y(0) - axes.y(1));
  const x = axes.x(begin).toFixed(1);
  const y = axes.y(noteNumber);
  const width = Math.max(2, axes.x(end) - axes.x(begin)).toFixed(1);
  const label = nameOf(nearestNote(noteNumber));
  const look = isGhost ? `fill="none" stroke="${NOTE_FILL}" stroke-dasharray="3 3"` : `fill="${NOTE_FILL}"`;
  return `<rect x="${x}" y="${(y - thick / 2).toFixed(1)}" width="${width}" height="${thick.toFixed(1)}" rx="4" ${look}/>
<text x="${x}" y="${(y - thick / 2 - 5).toFixed(1)}" fill="${isGhost ? SOFT_INK : INK}">${label}</text>`;
}

/** What the ticks between pitch and level mean. */
function legend(): string {
  const y = PITCH_TOP + PITCH_HEIGHT + 40;
  const words: readonly (readonly [string, string])[] = [
    ['plucked', INK],
    ['hammered, pulled or slid', SOFT_INK],
    ['muted', ATTACK],
  ];
  const spans = words.map(([word, colour]) => `<tspan fill="${colour}">| </tspan>${word}   `);
  return `<text x="${LEFT}" y="${y}" xml:space="preserve">${spans.join('')}</text>`;
}

function tick(time: Milliseconds, colour: string, axes: Axes): string {
  const x = axes.x(time).toFixed(1);
  return `<line x1="${x}" x2="${x}" y1="${PITCH_TOP + PITCH_HEIGHT + 8}" y2="${PITCH_TOP + PITCH_HEIGHT + 28}" stroke="${colour}" stroke-width="2"/>`;
}

/** A line for every stretch with a pitch. */
function pitchTrack(frames: readonly PitchReading[], axes: Axes): string {
  const path = new PathPen();
  for (const { time, frequency } of frames) {
    const noteNumber = frequency === null ? null : noteNumberFromFrequency(frequency);
    if (noteNumber === null || noteNumber < axes.lowest || noteNumber > axes.highest) path.lift();
    else path.to(axes.x(time), axes.y(noteNumber));
  }
  return `<path d="${path}" fill="none" stroke="${INK}" stroke-width="2.25" stroke-linejoin="round"/>`;
}

function levelTrack(frames: readonly PitchReading[], axes: Axes): string {
  const path = new PathPen();
  for (const { time, level = QUIETEST } of frames) path.to(axes.x(time), axes.levelY(level));
  return `<path d="${path}" fill="none" stroke="${SOFT_INK}" stroke-width="1.5"/>`;
}

/** Draws on when something would be seen to move: recordings have hundreds of frames a second. */
class PathPen {
  private readonly steps: string[] = [];
  private isDown = false;
  private x = 0;
  private y = 0;

  lift(): void {
    this.isDown = false;
  }

  to(x: number, y: number): void {
    if (this.isDown && Math.abs(x - this.x) < 0.7 && Math.abs(y - this.y) < 0.7) return;
    this.steps.push(`${this.isDown ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`);
    this.isDown = true;
    this.x = x;
    this.y = y;
  }

  toString(): string {
    return this.steps.join('');
  }
}

function isAccidental(note: number): boolean {
  return nameOfPitchClass(pitchClassOf(note)).length > 1;
}

function nameOf(note: number): string {
  return `${nameOfPitchClass(pitchClassOf(note)).replace('#', '♯').replace('b', '♭')}${octaveOf(note)}`;
}

function minus(level: number): string {
  return String(level).replace('-', '−');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
