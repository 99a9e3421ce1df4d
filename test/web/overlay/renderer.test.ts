import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasNoBrowser, launchChromium } from '../../support/chromium.js';

const RENDERER = fileURLToPath(new URL('../../../web/overlay/renderer.ts', import.meta.url));
const HERE = 'http://stage.test/';

async function script(address: string): Promise<string> {
  const resolve = createRequire(import.meta.url).resolve;
  if (address.endsWith('renderer')) {
    const { code } = await transformWithOxc(await readFile(RENDERER, 'utf8'), RENDERER, {});
    return code;
  }
  const file = resolve(address.slice(HERE.length)).replace(/\.(c?js)$/, '.mjs');
  const code = await readFile(file, 'utf8');
  return code.replace(/from\s*"preact"/g, `from "${HERE}preact"`);
}

/**
 * A small band of components: lists that are shuffled, cut and grown, texts, drawings, styles, effects and states that
 * change by themselves. What each of the two renderers makes of it is told after every change.
 */
const BAND = `
async function play({ jsx, render, useState, useEffect, useMemo, useRef }, host, scenes) {
  const told = [], logs = [];
  let wake;
  function Player({ name }) {
    const [count, change] = useState(0);
    const renders = useRef(0);
    renders.current += 1;
    const loud = useMemo(() => name.toUpperCase(), [name]);
    useEffect(() => { logs.push('in ' + name); return () => logs.push('out ' + name); }, []);
    useEffect(() => { wake = () => change((old) => old + 1); }, [name]);
    return count % 2 ? [jsx('i', { children: loud + count }, 'i'), jsx('b', {}, 'b')]
      : jsx('i', { class: 'p', 'data-n': count, children: [loud, count || null, false, ' ', renders.current > 0 && 'plays'] });
  }
  let show;
  function Band() {
    const [scene, set] = useState(scenes[0]);
    show = set;
    return jsx('main', { style: { '--v': scene.level, transform: scene.level ? 'scale(2)' : undefined }, children: [
      scene.title ? jsx('h1', { children: scene.title }) : null,
      scene.players.map((name) => jsx(Player, { name }, name)),
      jsx('svg', { viewBox: '0 0 9 9', children: scene.players.map((name) => jsx('path', { d: 'M0 0', id: name, hidden: scene.level > 1 || undefined }, name)) }),
      'end ', scene.level,
    ] });
  }
  const settled = () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 40))));
  render(jsx(Band, {}), host);
  for (const scene of scenes) {
    show(() => scene);
    await settled();
    wake?.();
    await settled();
    told.push(host.innerHTML, [...host.querySelectorAll('path')].every((path) => path instanceof SVGPathElement));
  }
  return { told, logs: logs.sort() };
}`;

const SCENES = [
  { title: 'Band', level: 0, players: ['ann', 'bo', 'cy'] },
  { title: '', level: 1, players: ['cy', 'ann', 'bo', 'di'] },
  { title: 'Trio', level: 2, players: ['di', 'ed', 'ann'] },
  { title: 'Solo', level: 0, players: [] },
  { title: 'Solo', level: 0, players: ['bo', 'ann'] },
];

describe.skipIf(hasNoBrowser)('the renderer of the overlays', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    await page.route(`${HERE}**`, async (route) => {
      const address = route.request().url();
      if (address === HERE) return route.fulfill({ contentType: 'text/html', body: '<body></body>' });
      return route.fulfill({ contentType: 'text/javascript', body: await script(address) });
    });
    await page.goto(HERE);
  });
  afterAll(() => browser.close());

  test('draws what Preact would draw, whoever comes, goes or changes places', async () => {
    const drawn = (await page.evaluate(`(async () => {
      ${BAND}
      const [core, hooks, { jsx }, ours] = await Promise.all(
        ['preact', 'preact/hooks', 'preact/jsx-runtime', 'renderer'].map((name) => import('${HERE}' + name)));
      const host = () => document.body.appendChild(document.createElement('div'));
      const scenes = ${JSON.stringify(SCENES)};
      return [await play({ ...core, ...hooks, jsx }, host(), scenes), await play(ours, host(), scenes)];
    })()`)) as { told: unknown[]; logs: string[] }[];
    const [preact, ours] = drawn;
    expect(ours).toEqual(preact);
    expect(preact?.told).toContain(true);
    expect(preact?.logs).toContain('out cy');
  });

  test('keeps an element that only moved, and gives another key another one', async () => {
    const kept = await page.evaluate(`(async () => {
      const { jsx, render, useState } = await import('${HERE}renderer');
      const host = document.body.appendChild(document.createElement('div'));
      let show;
      function List() {
        const [names, set] = useState(['a', 'b']);
        show = set;
        return names.map((name) => jsx('i', { children: name }, name));
      }
      render(jsx(List, {}), host);
      const [a, b] = host.children;
      show(['c', 'b', 'a']);
      await null;
      const [c, second, third] = host.children;
      return [host.textContent, second === b, third === a, c !== a && c !== b];
    })()`);
    expect(kept).toEqual(['cba', true, true, true]);
  });
});
