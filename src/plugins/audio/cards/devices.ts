import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DeviceList } from '../../../core/plugin/index.js';
import type { CaptureProgramName } from '../sources/capture-programs.js';
import { loadDecibri } from '../sources/load-decibri.js';
import { alsaCards } from './alsa-cards.js';
import { pulseCards } from './pulse-cards.js';
import { preferredCard, type SoundCard } from './sound-card.js';

/** A way to the system's sound cards. */
export type CaptureName = CaptureProgramName | 'decibri';

const run = promisify(execFile);
const ANSWER_WITHIN_MS = 1_200;

/** What could be listened to here: by PulseAudio or PipeWire, else by ALSA, else by decibri. */
export async function listDevices(): Promise<DeviceList> {
  const ways: CaptureName[] = process.platform === 'linux' ? ['parec', 'arecord', 'decibri'] : ['decibri'];
  for (const way of ways) {
    const cards = await cardsOf(way);
    const devices = cards.map(({ id, name, isDefault }) => ({ id, name, isDefault }));
    if (devices.length > 0) return { devices, reason: null, hint: null };
  }
  return {
    devices: [],
    reason: 'No microphone or line input was found on this computer.',
    hint: 'Plug in an interface, or choose "Use this browser’s microphone" on the dashboard.',
  };
}

/** The device that is listened to. */
export interface ChosenDevice {
  /** What to ask for; `null` for the system's default. */
  readonly asked: string | null;
  /** Which one that is; `default` where the system does not tell. */
  readonly id: string;
  readonly name: string;
  /** The system's default, where an interface goes before it. */
  readonly insteadOf?: string;
}

/**
 * Finds out which device it will be; never rejects.
 * @param wanted its id, or `null`: the default, before which an interface goes if `prefersInterface`.
 */
export async function chooseDevice(
  way: CaptureName,
  wanted: string | null,
  prefersInterface: boolean,
): Promise<ChosenDevice> {
  const cards = await cardsOf(way);
  if (wanted !== null) {
    const name = cards.find(({ id }) => id === wanted)?.name ?? wanted;
    return { asked: wanted, id: wanted, name };
  }
  const usual = cards.find(({ isDefault }) => isDefault);
  if (!usual) return { asked: null, id: 'default', name: 'default' };
  const card = prefersInterface ? (preferredCard(cards) ?? usual) : usual;
  if (card === usual) return { asked: null, id: card.id, name: card.name };
  return { asked: card.id, id: card.id, name: card.name, insteadOf: usual.name };
}

/** Empty where there are none, or nothing tells which. */
async function cardsOf(way: CaptureName): Promise<SoundCard[]> {
  return (await LISTERS[way]?.().catch(() => [])) ?? [];
}

const LISTERS: Readonly<Partial<Record<CaptureName, () => Promise<SoundCard[]>>>> = {
  parec: listPulse,
  'pw-record': listPulse, // PipeWire answers in the place of PulseAudio, with its own names.
  arecord: async () => alsaCards(await output('arecord', '--list-devices')),
  decibri: listDecibri,
};

async function listPulse(): Promise<SoundCard[]> {
  const [sources, chosen] = await Promise.all([
    output('pactl', '--format=json', 'list', 'sources'),
    output('pactl', 'get-default-source').catch(() => ''),
  ]);
  return pulseCards(sources, chosen);
}

async function listDecibri(): Promise<SoundCard[]> {
  const decibri = await loadDecibri();
  return (decibri?.Microphone.devices() ?? []).map(({ id, name, isDefault }) => ({
    id: id || name,
    name,
    isDefault,
    kind: 'other',
  }));
}

async function output(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(command, args, {
    timeout: ANSWER_WITHIN_MS,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout;
}
