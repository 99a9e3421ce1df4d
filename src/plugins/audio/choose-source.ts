import type { InputContext } from '../../core/plugin/index.js';
import type { AudioConfig } from './audio-config.js';
import type { AudioSource } from './audio-source.js';
import { type CaptureName, chooseDevice } from './cards/devices.js';
import { AutoSource } from './sources/auto-source.js';
import { BrowserSource } from './sources/browser-source.js';
import { CAPTURE_PROGRAMS, type CaptureOrder } from './sources/capture-programs.js';
import { DecibriSource } from './sources/decibri-source.js';
import { DemoSource } from './sources/demo-source.js';
import { FileSource } from './sources/file-source.js';
import { ProgramSource } from './sources/program-source.js';
import { StdinSource } from './sources/stdin-source.js';

/** Best way to a sound card first, as measured. */
const ON_LINUX: readonly CaptureName[] = ['parec', 'pw-record', 'arecord', 'decibri'];
const ELSEWHERE: readonly CaptureName[] = ['decibri', 'ffmpeg', 'sox'];

/** Whether pages may be the microphone. */
export function takesBrowser({ source }: AudioConfig): boolean {
  return source === 'auto' || source === 'default' || source === 'browser';
}

/** The source that the configuration asks for. */
export function chooseSource(context: InputContext<AudioConfig>): AudioSource {
  const { clock, config } = context;
  const { source } = config;
  if (typeof source === 'object') {
    if ('file' in source) return new FileSource(source.file, clock);
    return new StdinSource({
      format: source.stdin,
      sampleRate: source.sample_rate,
      channels: source.channels,
    });
  }
  if (source === 'demo') return new DemoSource(clock);
  const browser = () => new BrowserSource(context);
  if (source === 'browser') return browser();
  const capture = (name: CaptureName) => captureSource(name, context);
  if (source !== 'auto' && source !== 'default') return capture(source);
  const names = process.platform === 'linux' ? ON_LINUX : ELSEWHERE;
  return new AutoSource(
    names.map((name) => () => capture(name)),
    browser(),
    clock,
  );
}

function captureSource(name: CaptureName, { config, clock }: InputContext<AudioConfig>): AudioSource {
  const order = orderFrom(config);
  const choose = () => chooseDevice(name, config.device ?? null, config.source === 'auto');
  if (name === 'decibri') return new DecibriSource(order, choose);
  return new ProgramSource(CAPTURE_PROGRAMS[name], order, choose, clock);
}

/** A mono stream is the device's own mix; a single input needs all up to it. */
function orderFrom({ sample_rate: sampleRate, channel }: AudioConfig): Omit<CaptureOrder, 'device'> {
  return { sampleRate, channels: channel === 'mix' ? 1 : Math.max(2, channel) };
}
