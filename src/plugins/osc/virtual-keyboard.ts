import type { ScoredNote } from '../../core/plugin/index.js';
import { int, type OutgoingMessage } from './osc-writer.js';

/** Where no velocity is known, as from audio. */
const USUAL_VELOCITY = 100;

/** Plays notes into a DAW by its virtual MIDI keyboard: an int velocity, 0 ends the note. */
export class VirtualKeyboard {
  private readonly keyByNote = new Map<string, number>();

  /** `channel` as the DAW counts it. */
  constructor(private readonly channel: number) {}

  play({ id, phase, note, velocity, flags }: ScoredNote): OutgoingMessage[] {
    const pressed = this.keyByNote.get(id);
    if (phase === 'released') return this.release(id);
    if (note === null || flags.ghost) return this.release(id);
    if (pressed === note) return [];
    // A first estimate may be an octave off: the key follows the note.
    const corrected = this.release(id);
    this.keyByNote.set(id, note);
    return [...corrected, this.key(note, velocity ?? USUAL_VELOCITY)];
  }

  private release(id: string): OutgoingMessage[] {
    const pressed = this.keyByNote.get(id);
    this.keyByNote.delete(id);
    return pressed === undefined ? [] : [this.key(pressed, 0)];
  }

  private key(note: number, velocity: number): OutgoingMessage {
    return { address: `/vkb_midi/${this.channel}/note/${note}`, args: [int(velocity)] };
  }
}
