import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { parseScale } from '../core/music/index.js';
import { numberOption, readArguments } from './arguments.js';
import { type Command, EXIT, UsageError } from './command.js';
import type { Recording } from './heard.js';
import { plotHeard } from './plot-heard.js';
import { replayLive } from './replay-live.js';
import { replayOffline } from './replay-offline.js';
import { replayJson, replayText } from './replay-report.js';
import { readSettings, SETTINGS_OPTIONS } from './settings.js';
import { LOG_OPTIONS, loggerFor } from './with-bridge.js';

const options = {
  scale: { value: 'NAME', help: 'The scale to judge by, such as "E blues"' },
  strictness: { value: 'N', help: '0 is forgiving, 1 is merciless' },
  sensitivity: { value: 'N', help: 'From 0 to 1; higher hears softer playing' },
  tuning: { value: 'NAME', help: 'The tuning, such as "drop D"' },
  speed: {
    value: '1|max',
    help: '1 plays it through a running bridge; max only analyses it, as fast as it can',
  },
  json: { help: 'Print session, notes and metrics as JSON; --speed max unless told otherwise' },
  plot: { value: 'FILE.svg', help: 'Draw level, pitch, onsets and notes; --speed max unless told otherwise' },
  ...SETTINGS_OPTIONS,
  ...LOG_OPTIONS,
} as const;

/** Which input plays a kind of file. */
const PLAYERS: Readonly<Record<string, string>> = {
  '.wav': 'audio',
  '.wave': 'audio',
  '.mid': 'midi',
  '.midi': 'midi',
};

export const replay: Command = {
  name: 'replay',
  summary: 'Play a recording through the bridge, or analyse it',
  operands: 'FILE.wav|FILE.mid',
  options,
  details: ['With --speed max nothing is stored, and the same recording gives the same result every time.'],
  run: async (args, io) => {
    const { values, operands } = readArguments(args, options, { atMost: 1 });
    const recording = recordingAt(operands[0], io.cwd);
    const plot = plotPath(values.plot, io.cwd);
    const speed = speedOf(values.speed, values.json === true || values.plot !== undefined);
    const session = {
      ...(values.scale === undefined ? {} : { scaleName: parseScale(values.scale).name }),
      ...given('strictness', numberOption('strictness', values.strictness, 0, 1)),
      ...given('sensitivity', numberOption('sensitivity', values.sensitivity, 0, 1)),
      ...(values.tuning === undefined ? {} : { tuning: values.tuning }),
    };
    refuseMissing(recording.file);
    const settings = await readSettings(values, io);
    const config = { ...settings.config, session: { ...settings.config.session, ...session } };
    const heard = await (speed === 'max'
      ? replayOffline(recording, { ...settings, config }, loggerFor({ log: 'error', ...values }, io), io)
      : replayLive(recording, { ...settings, config }, loggerFor(values, io), io));
    if (plot !== undefined) {
      writeFileSync(plot, await plotHeard(heard, basename(recording.file)));
    }
    if (heard.notice !== null) io.err(heard.notice);
    io.out(values.json ? replayJson(heard) : replayText(heard));
    return io.signal.aborted ? EXIT.interrupted : EXIT.ok;
  },
};

function recordingAt(file: string | undefined, cwd: string): Recording {
  if (file === undefined) throw new UsageError('Say which recording to play.');
  const use = PLAYERS[extname(file).toLowerCase()];
  if (use) return { file: resolve(cwd, file), use };
  throw new UsageError(`"${file}" is neither a .wav nor a .mid file.`);
}

/** @throws UsageError before a bridge is started for nothing. */
function refuseMissing(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return;
  throw new UsageError(`There is no recording ${file}.`);
}

/** @throws UsageError before anything is played. */
function plotPath(file: string | undefined, cwd: string): string | undefined {
  if (file === undefined) return undefined;
  const path = resolve(cwd, file);
  if (existsSync(dirname(path))) return path;
  throw new UsageError(`There is no folder ${dirname(path)} to draw into.`);
}

function speedOf(speed: string | undefined, isAnalysis: boolean): '1' | 'max' {
  if (speed === undefined) return isAnalysis ? 'max' : '1';
  if (speed === '1' || speed === 'max') return speed;
  throw new UsageError(`--speed takes 1 or max, not "${speed}".`);
}

function given<Name extends string>(name: Name, value: number | undefined): { [Key in Name]?: number } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: number });
}
