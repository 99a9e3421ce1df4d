import { ServerError } from '../core/errors.js';
import type { Milliseconds } from '../core/music/units.js';
import type { Clock } from '../core/plugin/clock.js';
import { SystemClock } from '../core/system/system-clock.js';
import { readArguments } from './arguments.js';
import { askBridge, runningPort } from './ask-bridge.js';
import { latencyOfPlaying } from './calibrate-playing.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { OnsetListener } from './onset-listener.js';
import { RUNNING_OPTIONS, readSettings, type Settings } from './settings.js';

/** The input needs three seconds of silence to know its noise. */
const SILENCE: Milliseconds = 3_300;

const options = {
  noise: { help: 'Measure the noise only' },
  forget: { help: 'Forget what was measured with the device that is in use' },
  json: { help: 'Print JSON' },
  ...RUNNING_OPTIONS,
} as const;

interface Calibration {
  readonly device: string;
  readonly latency_ms: number | null;
  readonly noise_floor_db: number | null;
  readonly latency_in_use_ms: number;
  readonly clock_ms: number;
}

export const calibrate: Command = {
  name: 'calibrate',
  summary: 'Measure the latency of an input, and the noise of an audio input',
  operands: '[INPUT]',
  options,
  details: [
    'The bridge must be running. First be silent; then sixteen clicks come out of the loudspeaker: let the input hear',
    'them, through the air or by a cable from the output to the input. An audio input keeps both for its device.',
    'With a MIDI or OSC input, play a note on each of the clicks; what to put into its settings is told.',
  ],
  run: async (args, io) => {
    const { values, operands } = readArguments(args, options, { atMost: 1 });
    const settings = await readSettings(values, io);
    const port = runningPort(values.port, settings);
    const { id, use } = await chosenInput(operands[0], port, io);
    if (use !== 'audio') return playAlong(id, settings, port, io, values.json === true);
    const bridge = new CalibrationDoor(id, port, io);
    const result = values.forget
      ? await bridge.call('DELETE')
      : await measure(bridge, io, values.noise === true);
    io.out(values.json ? JSON.stringify(result, null, 2) : describe(result));
    return EXIT.ok;
  },
};

async function measure(bridge: CalibrationDoor, io: Io, isNoiseOnly: boolean): Promise<Calibration> {
  const clock = new SystemClock();
  await bridge.call('GET'); // refuses at once where nothing is listened to
  io.err('Be silent for three seconds.');
  await new Promise<void>((resolve) => clock.after(SILENCE, resolve));
  const quiet = await bridge.call('POST', {});
  if (isNoiseOnly) return quiet;
  io.err('Now sixteen clicks: let the input hear them.');
  const ahead = await bridge.clockAhead(clock);
  const { playClicks } = await import('../plugins/audio/index.js');
  const clicks = await playClicks(clock);
  return bridge.call('POST', { clicks: clicks.map((click) => click + ahead) });
}

async function playAlong(
  input: string,
  { config }: Settings,
  port: number,
  io: Io,
  isJson: boolean,
): Promise<number> {
  const { playClicks } = await import('../plugins/audio/index.js');
  const url = `ws://127.0.0.1:${port}/ws`;
  const listener = await OnsetListener.open(url, input, io.env.FRETCOACH_TOKEN);
  const settings = config.plugins.find(({ id }) => id === input)?.config as
    | { latency_ms?: number }
    | undefined;
  io.err('Now sixteen clicks: play a short note on each of them.');
  try {
    const inUse = settings?.latency_ms ?? 0;
    const result = await latencyOfPlaying(listener, new SystemClock(), inUse, playClicks);
    const advice = `Put "latency_ms": ${result.latency_ms} into its settings.`;
    const words = `${input}\n  latency  ${result.latency_ms} ms (± ${result.spread_ms} ms)\n${advice}`;
    io.out(isJson ? JSON.stringify(result, null, 2) : words);
  } finally {
    listener.close();
  }
  return EXIT.ok;
}

interface Candidate {
  readonly id: string;
  readonly use: string;
  readonly roles: readonly string[];
}

/** The input that was named, or the only audio input. */
async function chosenInput(named: string | undefined, port: number, io: Io): Promise<Candidate> {
  const answer = (await askBridge('/plugins', port, io)) as {
    items?: readonly Candidate[];
  } | null;
  if (!answer?.items) {
    throw new ServerError(
      'server.address',
      `No bridge answers on port ${port}: start one with "fretcoach start", or name its port with --port.`,
    );
  }
  const inputs = answer.items.filter(({ roles }) => roles.includes('input'));
  const [audio, ...more] = inputs.filter(({ use }) => use === 'audio');
  const usual = more.length === 0 ? audio : undefined;
  const chosen = named === undefined ? usual : inputs.find(({ id }) => id === named);
  if (chosen) return chosen;
  throw new UsageError(
    `Name one of the inputs: ${inputs.map(({ id }) => id).join(', ') || 'there is none'}.`,
  );
}

/** The place of one input's calibration in the running bridge. */
class CalibrationDoor {
  private readonly url: string;

  constructor(
    input: string,
    port: number,
    private readonly io: Io,
  ) {
    this.url = `http://127.0.0.1:${port}/plugins/${input}/calibration`;
  }

  /** @throws ServerError with the bridge's own words. */
  async call(method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<Calibration> {
    const token = this.io.env.FRETCOACH_TOKEN;
    const response = await fetch(this.url, {
      method,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Calibration & { detail?: string };
    if (!response.ok)
      throw new ServerError('server.address', answer.detail ?? 'The bridge refused to calibrate.');
    return answer;
  }

  /** What to add to a time of `clock` to have it on the bridge's clock. */
  async clockAhead(clock: Clock): Promise<Milliseconds> {
    const asked = clock.now();
    const { clock_ms } = await this.call('GET');
    return clock_ms - (asked + clock.now()) / 2;
  }
}

function describe({ device, latency_ms, noise_floor_db, latency_in_use_ms }: Calibration): string {
  const noise = noise_floor_db === null ? 'not measured' : `${noise_floor_db} dBFS`;
  const latency = latency_ms === null ? `not measured, taken as ${latency_in_use_ms} ms` : `${latency_ms} ms`;
  return `${device}\n  latency  ${latency}\n  noise    ${noise}`;
}
