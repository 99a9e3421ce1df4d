import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Device, DeviceList } from '../../core/plugin/index.js';
import type { AudioFormat } from './audio-source.js';
import { CAPTURE_PROGRAMS } from './sources/capture-programs.js';
import { loadDecibri } from './sources/decibri-source.js';

const run = promisify(execFile);
const ANSWER_WITHIN_MS = 1_200;

/** What could be listened to here: by PulseAudio or PipeWire, else by ALSA, else by decibri. */
export async function listDevices(): Promise<DeviceList> {
  const ways = process.platform === 'linux' ? [pulseDevices, alsaDevices, decibriDevices] : [decibriDevices];
  for (const way of ways) {
    const devices = await way().catch(() => []);
    if (devices.length > 0) return { devices, reason: null, hint: null };
  }
  return {
    devices: [],
    reason: 'No microphone or line input was found on this computer.',
    hint: 'Plug in an interface, or open the dashboard and choose "Listen to my guitar".',
  };
}

/** `null` for what is no device of this computer, or has no name. */
export async function nameOfDevice({
  source,
  device,
}: Pick<AudioFormat, 'source' | 'device'>): Promise<string | null> {
  if (!Object.hasOwn(CAPTURE_PROGRAMS, source) && source !== 'decibri') return null;
  const { devices } = await listDevices();
  const isMeant = (one: Device) => (device === 'default' ? one.isDefault : one.id === device);
  return devices.find(isMeant)?.name ?? null;
}

async function output(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(command, args, {
    timeout: ANSWER_WITHIN_MS,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout;
}

interface PulseSource {
  readonly name: string;
  readonly description: string;
  readonly monitor_source?: string;
}

/** What plays back on an output can be recorded too, but is hardly a guitar: monitors come last. */
async function pulseDevices(): Promise<Device[]> {
  const [json, chosen] = await Promise.all([
    output('pactl', '--format=json', 'list', 'sources'),
    output('pactl', 'get-default-source').catch(() => ''),
  ]);
  const sources = JSON.parse(json) as PulseSource[];
  const isMonitor = (source: PulseSource) => Boolean(source.monitor_source);
  return sources
    .sort((a, b) => Number(isMonitor(a)) - Number(isMonitor(b)))
    .map(({ name, description }) => ({ id: name, name: description, isDefault: name === chosen.trim() }));
}

const ALSA_LINE = /^card \d+: (\S+) \[(.+?)\], device (\d+): .*?\[(.*?)\]/;

async function alsaDevices(): Promise<Device[]> {
  const lines = (await output('arecord', '--list-devices')).split('\n');
  return lines
    .map((line) => ALSA_LINE.exec(line))
    .filter((match) => match !== null)
    .map(([, card, cardName, device, deviceName], index) => ({
      id: `plughw:CARD=${card},DEV=${device}`,
      name: `${cardName}, ${deviceName}`,
      isDefault: index === 0,
    }));
}

async function decibriDevices(): Promise<Device[]> {
  const decibri = await loadDecibri();
  return (decibri?.Microphone.devices() ?? []).map(({ id, name, isDefault }) => ({
    id: id || name,
    name,
    isDefault,
  }));
}

/** Whether a name is one that systems give to the computer's own microphone (and sometimes to its line input). */
export function isOftenBuiltIn(name: string): boolean {
  return /built-?in|internal|macbook|imac|digital microphone|microphone array|hda intel|webcam|camera/i.test(
    name,
  );
}
