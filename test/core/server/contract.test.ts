import { expect, test } from 'vitest';
import { asyncApiDocument } from '../../../src/core/server/documents/asyncapi.js';
import { openApiDocument } from '../../../src/core/server/documents/openapi.js';
import { startServer } from '../../support/test-server.js';

const docs = new URL('../../../docs/', import.meta.url).pathname;
const written = (document: object) => `${JSON.stringify(document, null, 2)}\n`;

// Changing the wire on purpose: npx vitest run test/core/server/contract.test.ts -u
test('openapi.json is as it was promised', async () => {
  await expect(written(openApiDocument())).toMatchFileSnapshot(`${docs}openapi.json`);
});

test('asyncapi.json is as it was promised', async () => {
  await expect(written(asyncApiDocument())).toMatchFileSnapshot(`${docs}asyncapi.json`);
});

test.each([
  ['openapi', openApiDocument()],
  ['asyncapi', asyncApiDocument()],
])('every reference in %s leads somewhere', (_, document) => {
  const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
  expect(references.length).toBeGreaterThan(20);
  for (const reference of new Set(references)) {
    const path = reference.slice('"$ref":"#/'.length, -1).split('/');
    const found = path.reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
    expect(found, reference).toBeDefined();
  }
});

test('the bridge serves both documents, and a page for people', async () => {
  const { url } = await startServer();
  expect(await (await fetch(`${url}/openapi.json`)).json()).toEqual(openApiDocument());
  expect(await (await fetch(`${url}/asyncapi.json`)).json()).toEqual(asyncApiDocument());
  const page = await (await fetch(`${url}/docs`)).text();
  expect(page).toContain('/session/start');
  expect(page).toContain('identify');
  expect(page).not.toMatch(/(src|href)="https?:/);
});
