import type { Device } from '../../../core/plugin/index.js';

/** A device that delivers sound, as the system lists it. */
export interface SoundCard extends Device {
  /** An `interface` is made to record instruments; an `unfit` one hears a room, or what the computer plays. */
  readonly kind: 'interface' | 'other' | 'unfit';
}

/** Whether a name is one that systems give to the computer's own microphone (and sometimes to its line input). */
export function isOftenBuiltIn(name: string): boolean {
  return /built-?in|internal|macbook|imac|digital microphone|microphone array|hda intel|\bsof-|webcam|camera/i.test(
    name,
  );
}

/** What is worn or stands on a screen is no way in for a guitar, though it may be plugged in by USB. */
export function isMadeForTalk(name: string): boolean {
  return /webcam|camera|head-?(set|phone)|hands-?free|speaker/i.test(name);
}

/**
 * What a guitarist means who names no device: the system's default, unless that is the computer's own microphone or
 * the like and an interface is plugged in. `null` when nothing tells what the default is.
 */
export function preferredCard(cards: readonly SoundCard[]): SoundCard | null {
  const usual = cards.find(({ isDefault }) => isDefault) ?? null;
  if (usual?.kind !== 'unfit') return usual;
  return cards.find(({ kind }) => kind === 'interface') ?? usual;
}
