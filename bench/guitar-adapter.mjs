// The built engine as an adapter for a guitar bench that streams labelled recordings: times become seconds.

const dist = process.env.FRETCOACH_DIST ?? new URL('../dist', import.meta.url).href;
const { DETECTORS } = await import(`${dist}/plugins/audio/detectors.js`);

/** The detector to measure, by the name it has in the configuration. */
export const name = process.env.FRETCOACH_DETECTOR ?? 'fretcoach';
const createDetector = DETECTORS[name];

export function create({ sampleRate, range }) {
  let frames = [];
  let notes = [];
  const sounding = new Map();
  const seconds = (samples) => samples / sampleRate;

  const listener = {
    onFrame({ end, centre, frequency, clarity }) {
      frames.push({
        t: seconds(end),
        centre: seconds(centre),
        hz: Number.isNaN(frequency) ? null : frequency,
        clarity,
      });
    },
    onNote({ index, onset, at, noteNumber }) {
      const note = { onset: seconds(onset), at: seconds(at), midi: noteNumber, offset: null };
      sounding.set(index, note);
      notes.push({ ...note });
    },
    onNoteEnd(index, offset) {
      notes.push({ ...sounding.get(index), offset: seconds(offset) });
      sounding.delete(index);
    },
    onAttack() {},
  };
  const engine = createDetector({ sampleRate, range, sensitivity: 0.5, listener });

  function collect() {
    const output = { frames, notes };
    frames = [];
    notes = [];
    return output;
  }
  return {
    push(block) {
      engine.push(block);
      return collect();
    },
    finish() {
      engine.finish();
      return collect();
    },
  };
}
