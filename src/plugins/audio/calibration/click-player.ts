import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { type Clock, DeviceError, type Milliseconds } from '../../../core/plugin/index.js';
import { addPluck } from '../plucked-string.js';
import { PlaybackReports } from './playback-reports.js';

const SAMPLE_RATE = 48_000;
const CLICKS = 16;
const SPACING: Milliseconds = 600;
const LEAD_IN: Milliseconds = 1_000;
const TICK: Milliseconds = 10;
/** A short A4 cuts through and is heard as one onset. */
const CLICK = { frequency: 440, duration: 0.06, loudness: 0.9 };

/** A program that plays raw floats from its standard input. */
interface Player {
  readonly command: string;
  readonly args: readonly string[];
  /** From writing a sample to hearing it, where it does not tell its progress. */
  readonly latency: Milliseconds;
}

const PLAYERS: readonly Player[] = [
  {
    command: 'pacat',
    args: [
      ...['--playback', '--verbose', '--raw', '--latency-msec=20'],
      ...['--format=float32le', '--rate=48000', '--channels=1'],
    ],
    latency: 20,
  },
  {
    command: 'aplay',
    args: [
      ...['--quiet', '--file-type=raw', '--format=FLOAT_LE', '--rate=48000', '--channels=1'],
      ...['--buffer-time=40000', '--period-time=10000'],
    ],
    latency: 40,
  },
  {
    command: 'sox',
    args: [
      ...['-q', '--buffer', '2048', '-t', 'raw', '-e', 'floating-point', '-b', '32', '-L'],
      ...['-c', '1', '-r', '48000', '-', '--default-device'],
    ],
    latency: 60,
  },
];

/**
 * Plays sixteen clicks on the computer's loudspeaker, the first after a second, and tells when each one sounded.
 * @throws DeviceError when no program can play.
 */
export async function playClicks(clock: Clock): Promise<readonly Milliseconds[]> {
  for (const player of PLAYERS) {
    const clicks = await playWith(player, clock);
    if (clicks) return clicks;
  }
  const names = PLAYERS.map(({ command }) => command).join(', ');
  throw new DeviceError(
    'missing',
    `No program can play clicks here: tried ${names}.`,
    'Install pulseaudio-utils or sox.',
  );
}

/** `null` when the program is missing or gives up. */
function playWith({ command, args, latency }: Player, clock: Clock): Promise<readonly Milliseconds[] | null> {
  const env = { ...process.env, LC_ALL: 'C' };
  const child = spawn(command, args, { env, stdio: ['pipe', 'ignore', 'pipe'] });
  const reports = new PlaybackReports();
  child.stderr.on('data', (text) => reports.hear(String(text), clock.now()));
  return new Promise((resolve) => {
    let startedAt = 0;
    child.once('error', () => resolve(null));
    child.stdin.on('error', () => {}); // The program gave up: its exit code says so.
    child.once('spawn', () => {
      startedAt = clock.now();
      feed(child.stdin, clock);
    });
    child.once('close', (code) => resolve(code === 0 ? heardAt(startedAt + latency, reports) : null));
  });
}

/** Writes samples no faster than they sound, so that none waits longer than the player's own buffer. */
function feed(stdin: Writable, clock: Clock): void {
  const track = clickTrack();
  const startedAt = clock.now();
  let written = 0;
  const stop = clock.every(TICK, () => {
    const due = Math.floor(((clock.now() - startedAt) * SAMPLE_RATE) / 1000);
    const block = track.slice(written, due);
    written += block.length;
    if (!stdin.destroyed) stdin.write(Buffer.from(block.buffer));
    if (written < track.length && !stdin.destroyed) return;
    stop();
    stdin.end();
  });
}

function heardAt(startedAt: Milliseconds, reports: PlaybackReports): Milliseconds[] {
  return clickTimes(0).map((position) => reports.timeOf(position) ?? startedAt + position);
}

function clickTimes(startedAt: Milliseconds): Milliseconds[] {
  return Array.from({ length: CLICKS }, (_, index) => startedAt + LEAD_IN + index * SPACING);
}

function clickTrack(): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(((LEAD_IN + CLICKS * SPACING) * SAMPLE_RATE) / 1000);
  for (const time of clickTimes(0)) addPluck(samples, SAMPLE_RATE, (time * SAMPLE_RATE) / 1000, CLICK);
  return samples;
}
