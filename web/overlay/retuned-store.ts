import {
  centsFromNearestNote,
  nearestNote,
  noteNumberFromFrequency,
  octaveOf,
  pitchClassOf,
} from '../../src/core/music/note-number.js';
import { BridgeStore } from '../shared/bridge-store.js';
import { SHARPS } from '../shared/now.js';
import type { Note, Pitch, TopicData } from '../shared/wire.js';

function pitchAgainst(a4: number, pitch: Pitch): Pitch {
  if (pitch.hz === null) return pitch;
  const number = noteNumberFromFrequency(pitch.hz, a4);
  return { ...pitch, midi: nearestNote(number), cents: centsFromNearestNote(number) };
}

/** A note keeps the spelling of its scale unless another A makes it another note. Its score stays the bridge's. */
function noteAgainst(a4: number, note: Note): Note {
  if (note.hz === null) return note;
  const number = noteNumberFromFrequency(note.hz, a4);
  const midi = nearestNote(number);
  const cents = centsFromNearestNote(number);
  if (midi === note.midi) return { ...note, cents };
  const pitch_class = pitchClassOf(midi);
  return { ...note, midi, cents, pitch_class, name: SHARPS[pitch_class] ?? null, octave: octaveOf(midi) };
}

/** Tells notes and cents against another A than the bridge listens by. */
export class RetunedStore extends BridgeStore {
  /** `a4` in Hz. */
  constructor(private readonly a4: number) {
    super();
  }

  override take<Topic extends keyof TopicData>(topic: Topic, data: TopicData[Topic]): void {
    if (topic === 'pitch') super.take('pitch', pitchAgainst(this.a4, data as Pitch));
    else if (topic === 'note') super.take('note', noteAgainst(this.a4, data as Note));
    else super.take(topic, data);
  }
}
