import { join } from 'node:path';
import type { Scope } from '../core/plugin/plugin-context.js';
import { TokenStore } from '../core/server/token-store.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { table } from './help.js';
import { readSettings, SETTINGS_OPTIONS } from './settings.js';

const SCOPES: readonly Scope[] = ['read', 'feedback', 'control', 'admin'];

const options = {
  scope: { value: 'SCOPES', help: `One or more of ${SCOPES.join(', ')}, with commas; read when left out` },
  json: { help: 'Print JSON' },
  config: SETTINGS_OPTIONS.config,
  'data-dir': SETTINGS_OPTIONS['data-dir'],
} as const;

export const token: Command = {
  name: 'token',
  summary: 'Let other machines, pages and programs in: add, list, revoke',
  operands: 'add NAME|list|revoke NAME',
  options,
  details: [
    '',
    '  add NAME     makes a token and shows it this once; only its hash is kept',
    '  list         names, scopes and dates',
    '  revoke NAME  ends it; what it opened is closed within a second',
    '',
    '  read      sessions, scores, devices and plugins, and everything that is played now',
    '  feedback  only what is played now, for overlays',
    '  control   start and stop practices, play into the bridge',
    '  admin     restart plugins, reload the configuration',
    '',
    'Each includes none of the others. Send it as "Authorization: Bearer TOKEN", or put it behind the # of an',
    'overlay link: /overlay/note#token=TOKEN.',
  ],
  run: async (args, io) => {
    const { values, operands } = readArguments(args, options, { atMost: 2 });
    const { dataDir } = await readSettings(values, io);
    const store = new TokenStore(join(dataDir, 'tokens.json'));
    const [what, name] = operands;
    if (what === 'list' && name === undefined) return list(store, io, values.json === true);
    if (what === 'add' && name !== undefined) return add(store, io, name, scopesFrom(values.scope ?? 'read'));
    if (what === 'revoke' && name !== undefined) return revoke(store, io, name);
    throw new UsageError('Say "token add NAME", "token list" or "token revoke NAME".');
  },
};

function scopesFrom(text: string): readonly Scope[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !SCOPES.some((scope) => scope === name));
  if (unknown === undefined) return SCOPES.filter((scope) => names.includes(scope));
  throw new UsageError(`"${unknown}" is no scope: there are ${SCOPES.join(', ')}.`);
}

function add(store: TokenStore, io: Io, name: string, scopes: readonly Scope[]): number {
  io.out(store.add(name, scopes, new Date()));
  io.err(`This is the token "${name}" for ${scopes.join(', ')}. It is not shown again.`);
  return EXIT.ok;
}

function list(store: TokenStore, io: Io, asJson: boolean): number {
  const tokens = store.list().map(({ name, scopes, created_at }) => ({ name, scopes, created_at }));
  if (asJson) io.out(JSON.stringify(tokens, null, 2));
  else if (tokens.length === 0) io.out('There are no tokens: "fretcoach token add NAME" makes one.');
  else
    io.out(
      table(
        tokens.map(({ name, scopes, created_at }) => ({ name, scopes: scopes.join(', '), made: created_at })),
      ),
    );
  return EXIT.ok;
}

function revoke(store: TokenStore, io: Io, name: string): number {
  if (!store.revoke(name)) {
    io.err(`There is no token "${name}": "fretcoach token list" shows those there are.`);
    return EXIT.failed;
  }
  io.out(`The token "${name}" is revoked.`);
  return EXIT.ok;
}
