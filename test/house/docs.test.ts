import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { pluginLoader, pluginSchemas } from '../../src/cli/plugin-schemas.js';
import { checkConfig } from '../../src/core/config/check-config.js';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  'src/client/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const prose = (page: string): string =>
  read(page)
    .replace(FENCE, '')
    .replace(/`[^`\n]*`/g, '');
const fences = (page: string, language: string): string[] =>
  [...read(page).matchAll(FENCE)].filter(([, tag]) => tag === language).map(([, , text = '']) => text);
const spans = (page: string): string[] =>
  [
    ...read(page)
      .replace(FENCE, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, text = '']) => text);

interface Link {
  readonly page: string;
  /** Within the repository. */
  readonly path: string;
  readonly anchor: string;
}

function linksOf(page: string): Link[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor = ''] = target.split('#');
      const there = path === '' ? page : relative(ROOT, resolve(ROOT, dirname(page), path));
      return { page, path: there, anchor };
    });
}

/** As the sites that show the pages name their headings. */
function anchorsOf(page: string): string[] {
  const headings = read(page)
    .replace(FENCE, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('every link in the documentation', () => {
  const links = PAGES.flatMap(linksOf);

  test('leads to a page, and to a heading of it', () => {
    expect(links.length).toBeGreaterThan(30);
    const leadsNowhere = ({ path, anchor }: Link) =>
      !existsSync(join(ROOT, path)) || (anchor !== '' && !anchorsOf(path).includes(anchor));
    expect(links.filter(leadsNowhere)).toEqual([]);
  });

  test('leads there in the published package too', () => {
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    const packed = [...files, 'README.md', 'LICENSE', 'package.json'];
    const isPacked = (path: string) =>
      packed.some((file) => path === file || (isFolder(file) && path.startsWith(`${file}/`)));
    expect(links.filter(({ page, path }) => isPacked(page) && !isPacked(path))).toEqual([]);
  });
});

function isFolder(path: string): boolean {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A whole file, its plugins, one instance of them, or a setting of one, as the pages show them. */
function asFile(snippet: string): string {
  if (snippet.startsWith('{')) return snippet;
  if (snippet.startsWith('"plugins"')) return `{ ${snippet} }`;
  if (snippet.startsWith('"rules"'))
    return `{ "plugins": { "daw": { "use": "osc", "config": { ${snippet} } } } }`;
  if (snippet.startsWith('"palette"'))
    return `{ "plugins": { "lamp": { "use": "smart-bulb", "config": { "driver": "wiz", "host": "h", ${snippet} } } } }`;
  return `{ "plugins": { ${snippet} } }`;
}

describe('every configuration in the documentation', () => {
  const inText = (page: string) => spans(page).filter((text) => /^"[\w-]+": \{ "use"/.test(text));
  const snippets = PAGES.flatMap((page) =>
    [...fences(page, 'jsonc'), ...inText(page)].map((snippet) => ({ page, snippet })),
  );
  const schemas = pluginSchemas(pluginLoader(ROOT));
  const sources = {
    env: { LAMP_HOST: 'lamp', MQTT_PASSWORD: 'secret', HUE_KEY: 'secret' },
    readFile: () => '',
  };

  test('passes the check', async () => {
    expect(snippets.length).toBeGreaterThan(20);
    for (const { page, snippet } of snippets) await checkConfig(asFile(snippet), page, schemas, sources);
  });
});

describe('every command in the documentation', () => {
  const lines = PAGES.flatMap((page) => [
    ...spans(page),
    ...['', 'sh'].flatMap((language) => fences(page, language)).flatMap((text) => text.split('\n')),
  ]);
  const calls = lines.flatMap((line) => /^(?:\$ )?(?:npx )?fretcoach ([a-z].*)$/.exec(line)?.[1] ?? []);

  test('is one of the program, with options it has', async () => {
    expect(calls.length).toBeGreaterThan(20);
    for (const call of calls) {
      const [name] = call.split(' ');
      const command = await COMMANDS.find((entry) => entry.name === name)?.load();
      expect(command, call).toBeDefined();
      const known = Object.keys(command?.options ?? {});
      const options = [...call.matchAll(/ --([a-z-]+)/g)].map(([, option]) => option);
      expect(
        options.filter((option) => option !== 'help' && !known.includes(option ?? '')),
        call,
      ).toEqual([]);
    }
  });
});
