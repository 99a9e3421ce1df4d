import { existsSync } from 'node:fs';
import { addressFromEnv } from '../core/persistence/database-address.js';
import { openStorage } from '../core/persistence/storage.js';
import { type SessionStats, sessionStats } from '../core/session/session-stats.js';
import { SystemClock } from '../core/system/system-clock.js';
import { numberOption, readArguments } from './arguments.js';
import { askBridge, runningPort } from './ask-bridge.js';
import { type Command, EXIT, type Io } from './command.js';
import { percent, table } from './help.js';
import { PlainLogger } from './plain-logger.js';
import { RUNNING_OPTIONS, readSettings, type Settings } from './settings.js';

const options = {
  user: { value: 'ID', help: 'Only those of one player' },
  limit: { value: 'N', help: 'How many, 20 when left out' },
  json: { help: 'Print JSON' },
  ...RUNNING_OPTIONS,
} as const;

interface Wish {
  readonly user: string | undefined;
  readonly limit: number;
}

export const sessions: Command = {
  name: 'sessions',
  summary: 'List stored practices',
  operands: '',
  options,
  details: ['Newest first. It asks the bridge that runs here, or opens the database where none runs.'],
  run: async (args, io) => {
    const { values } = readArguments(args, options);
    const settings = await readSettings(values, io);
    const wish = { user: values.user, limit: Math.floor(numberOption('limit', values.limit, 1, 1000) ?? 20) };
    const found =
      (await fromBridge(wish, runningPort(values.port, settings), io)) ??
      (await fromStorage(wish, settings, io));
    if (values.json) io.out(JSON.stringify(found, null, 2));
    else io.out(found.length > 0 ? table(found.map(describe)) : nothingFor(wish));
    return EXIT.ok;
  },
};

async function fromBridge(
  { user, limit }: Wish,
  port: number,
  io: Io,
): Promise<readonly SessionStats[] | null> {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(user === undefined ? {} : { user_id: user }),
  });
  const page = (await askBridge(`/sessions?${query}`, port, io)) as { items?: SessionStats[] } | null;
  return page?.items ?? null;
}

async function fromStorage(
  { user, limit }: Wish,
  { dataDir }: Settings,
  io: Io,
): Promise<readonly SessionStats[]> {
  const env = { ...io.env };
  if (!addressFromEnv(env) && !existsSync(dataDir)) return [];
  io.progress('Opening the database …');
  const storage = await openStorage({
    env,
    dataDir,
    clock: new SystemClock(),
    log: new PlainLogger(io, 'error'),
  });
  try {
    await storage.repository.flush();
    const { items } = await storage.repository.list({
      limit,
      ...(user === undefined ? {} : { userId: user }),
    });
    return items.map(sessionStats);
  } finally {
    await storage.close();
    io.progress('');
  }
}

function nothingFor({ user }: Wish): string {
  return user === undefined ? 'No practice is stored yet.' : `No practice of "${user}" is stored.`;
}

function describe(session: SessionStats): Readonly<Record<string, string>> {
  return {
    Began: new Date(session.start_time).toLocaleString('sv-SE').slice(0, 16),
    Length: session.duration_seconds === null ? 'running' : `${Math.round(session.duration_seconds)} s`,
    Scale: session.scale_name,
    Pitch: percent(session.pitch_accuracy),
    Coverage: percent(session.scale_conformity),
    Timing: percent(session.timing_stability),
    Notes: String(session.notes_detected_count ?? '–'),
    Player: session.user_id ?? '–',
    Session: session.session_id,
  };
}
