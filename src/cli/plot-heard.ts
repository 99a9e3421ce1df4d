import type { Reading } from '../core/events/reading.js';
import type { Heard } from './heard.js';

/** An SVG picture of what was heard: level, pitch track, onsets, notes with their names. */
export async function plotHeard(heard: Heard, title: string): Promise<string> {
  const { plotReadings } = await import('../plugins/audio/index.js');
  const ghosts = heard.notes.filter(({ flags }) => flags.ghost).map(({ id }) => id);
  return plotReadings(readingsOf(heard), title, new Set(ghosts));
}

function readingsOf({ notes, pitches }: Heard): Reading[] {
  const frames = pitches.map(
    ({ time, frequency, clarity, level }): Reading => ({
      kind: 'pitch',
      time,
      frequency,
      clarity,
      ...(level === null ? {} : { level }),
    }),
  );
  const played = notes.flatMap(({ id, onset, duration, note, cents, confidence, flags }): Reading[] => {
    if (note === null) return [{ kind: 'onset', time: onset }];
    const noteNumber = note + (cents ?? 0) / 100;
    return [
      {
        kind: 'note-on',
        time: onset,
        noteId: id,
        noteNumber,
        confidence,
        isLegato: flags.legato,
        isChord: flags.chord && cents === null,
      },
      { kind: 'note-off', time: onset + (duration ?? 0), noteId: id },
    ];
  });
  return [...frames, ...played].sort((a, b) => a.time - b.time);
}
