import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { BridgeConfig } from '../../core/config/index.js';
import type { DeviceList } from '../../core/plugin/plugin-directory.js';
import { devicesOf } from '../devices.js';
import type { Finding } from './finding.js';

/** Programs that can record, best first. */
const RECORDERS = ['parec', 'pw-record', 'arecord', 'ffmpeg', 'sox'];

export async function checkAudio(config: BridgeConfig): Promise<Finding> {
  const what = 'Sound';
  if (!isWanted('audio', config)) return unwanted(what);
  const list = await devicesOf('audio');
  const recorder = RECORDERS.find(isOnPath);
  const through = recorder ? `, recorded with ${recorder}` : '';
  return list?.devices.length ? found(what, list, through) : lacking(what, list);
}

export async function checkMidi(config: BridgeConfig): Promise<Finding> {
  const what = 'MIDI';
  if (!isWanted('midi', config)) return unwanted(what);
  const list = await devicesOf('midi');
  return list?.devices.length ? found(what, list) : lacking(what, list);
}

function found(what: string, { devices }: DeviceList, note = ''): Finding {
  return {
    what,
    state: 'well',
    message: `${devices.map(({ name }) => name).join(', ')}${note}`,
    remedy: null,
  };
}

function lacking(what: string, list: DeviceList | null): Finding {
  return { what, state: 'lacking', message: list?.reason ?? 'nothing was found', remedy: list?.hint ?? null };
}

function unwanted(what: string): Finding {
  return { what, state: 'well', message: 'the configuration does not ask for it', remedy: null };
}

function isWanted(use: string, { plugins }: BridgeConfig): boolean {
  return plugins.some((entry) => entry.enabled && entry.use === use);
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
