import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Maintenance } from '../core/persistence/maintenance/maintenance.js';
import { SystemClock } from '../core/system/system-clock.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { PlainLogger } from './plain-logger.js';
import { readSettings, SETTINGS_OPTIONS } from './settings.js';

const options = {
  json: { help: 'Print JSON' },
  config: SETTINGS_OPTIONS.config,
  'data-dir': SETTINGS_OPTIONS['data-dir'],
} as const;

/** What a piece of work found, as JSON and as lines for people. */
interface Outcome {
  readonly json: unknown;
  readonly lines: readonly string[];
  readonly isBad?: boolean;
}

interface Work {
  /** What the second word is, where there is one. */
  readonly operand?: 'FILE' | 'ID';
  /** A new database is made for it, if there is none. */
  readonly mayBegin?: boolean;
  run(database: Maintenance, operand: string): Promise<Outcome>;
}

const WORKS: Readonly<Record<string, Work>> = {
  status: { run: status },
  backup: { operand: 'FILE', run: backup },
  restore: { operand: 'FILE', mayBegin: true, run: restore },
  'erase-user': { operand: 'ID', run: eraseUser },
  verify: { run: verify },
};

export const db: Command = {
  name: 'db',
  summary: 'Look after the database: status, backup, restore, erase a player, verify',
  operands: 'status|backup FILE|restore FILE|erase-user ID|verify',
  options,
  details: [
    '',
    '  status         what is stored, where, and how much waits in the journal',
    '  backup FILE    writes everything to a file of JSON lines; the bridge may run meanwhile',
    '  restore FILE   brings a backup in, whole or not at all; what is there stays as it is',
    '  erase-user ID  deletes all practices of a player for good; stop the bridge first',
    '  verify         reads the journal and checks that the tables are consistent',
    '',
    'To move to a PostgreSQL server: `fretcoach db backup all.jsonl`, set DB_HOST and the others,',
    '`fretcoach db restore all.jsonl`.',
  ],
  run: async (args, io) => {
    const { values, operands } = readArguments(args, options, { atMost: 2 });
    const { work, operand: given } = choose(operands);
    const operand = work.operand === 'FILE' ? resolve(io.cwd, given) : given;
    if (work === WORKS.restore) refuseMissing(operand);
    const { dataDir } = await readSettings(values, io);
    const { json, lines, isBad } = await withDatabase(dataDir, io, work, operand);
    if (values.json) io.out(JSON.stringify(json, null, 2));
    else for (const line of lines) io.out(line);
    return isBad ? EXIT.failed : EXIT.ok;
  },
};

/** What a player asks for is worth a command of its own. */
export const eraseUserCommand: Command = {
  name: 'erase-user',
  summary: 'Delete all practices of a player for good',
  operands: 'ID',
  options,
  details: ['The same as "fretcoach db erase-user ID". Stop the bridge first.'],
  run: (args, io) => db.run(['erase-user', ...args], io),
};

function choose([what = '', operand]: readonly string[]): { work: Work; operand: string } {
  const work = Object.hasOwn(WORKS, what) ? WORKS[what] : undefined;
  if (!work)
    throw new UsageError(
      `${what ? `"${what}" is none of these. ` : ''}Say ${Object.keys(WORKS).join(', ')}.`,
    );
  if (work.operand && operand === undefined) throw new UsageError(`db ${what} needs ${work.operand}.`);
  if (!work.operand && operand !== undefined) throw new UsageError(`"${operand}" is one word too many.`);
  return { work, operand: operand ?? '' };
}

/** @throws UsageError before a database is opened for nothing. */
function refuseMissing(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return;
  throw new UsageError(`There is no backup ${file}: name a file that "fretcoach db backup" wrote.`);
}

async function withDatabase(dataDir: string, io: Io, work: Work, operand: string): Promise<Outcome> {
  const log = new PlainLogger(io, 'error');
  const options = { env: { ...io.env }, dataDir, clock: new SystemClock(), log };
  if (!work.mayBegin && !Maintenance.hasAnything(options))
    throw new UsageError(
      `There is no database in ${dataDir}: name the bridge's data folder with --data-dir.`,
    );
  io.progress('Opening the database …');
  const database = await Maintenance.open(options);
  try {
    io.progress('Working …');
    return await work.run(database, operand);
  } finally {
    await database.close();
    io.progress('');
  }
}

async function status(database: Maintenance): Promise<Outcome> {
  const report = await database.status();
  const lines = [
    `${report.server}, ${report.kind}, ${megabytes(report.database_bytes)}`,
    `${practices(report.sessions)} (${report.running_sessions} running), ${report.session_metrics} notes and heartbeats`,
    `${megabytes(report.journal_bytes)} in the journal in ${report.data_dir}`,
    report.bridge === null
      ? 'No bridge is at work there.'
      : `A bridge is at work there (process ${report.bridge}).`,
  ];
  return {
    json: report,
    lines: report.dead_letters ? [...lines, `${report.dead_letters} refused records`] : lines,
  };
}

async function backup(database: Maintenance, file: string): Promise<Outcome> {
  const counts = await database.backup(file);
  const line = `${file} holds ${practices(counts.sessions)} and ${counts.session_metrics} rows of metrics.`;
  return { json: { file, ...counts }, lines: [line] };
}

async function restore(database: Maintenance, file: string): Promise<Outcome> {
  const counts = await database.restore(file);
  const line = `${practices(counts.sessions)} and ${counts.session_metrics} rows of metrics were added.`;
  return { json: { file, ...counts }, lines: [line] };
}

async function eraseUser(database: Maintenance, user: string): Promise<Outcome> {
  const { unreadable, ...counts } = await database.eraseUser(user);
  const lines =
    counts.sessions === 0
      ? [`No practice of "${user}" was stored.`]
      : [
          `${practices(counts.sessions)} and ${counts.session_metrics} rows of metrics were erased for good.`,
          'Backups made before still hold them.',
        ];
  const rest = unreadable.map(
    ({ file, bytes }) =>
      `${bytes} bytes of ${file} cannot be read, and may be of this player: delete the file when you have looked at it.`,
  );
  return { json: { ...counts, unreadable }, lines: [...lines, ...rest] };
}

async function verify(database: Maintenance): Promise<Outcome> {
  const findings = await database.verify();
  const lines = findings.map(({ check, ok, detail }) => `${ok ? 'ok    ' : 'FAULT '} ${check}: ${detail}`);
  return { json: findings, lines, isBad: findings.some(({ ok }) => !ok) };
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function practices(count: number): string {
  return count === 1 ? '1 practice' : `${count} practices`;
}
