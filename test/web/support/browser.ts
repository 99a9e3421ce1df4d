import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** The built pages; the run sees to it that they are up to date. */
export const PAGES = fileURLToPath(new URL('../../../dist/web', import.meta.url));

/** Everything a page complained about, content security included. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isNetwork = /Failed to load resource|WebSocket connection/.test(message.text());
    if (message.type() === 'error' && !isNetwork) complaints.push(message.text());
  });
  return complaints;
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let axe: Promise<string> | undefined;

/** What axe finds, one line a rule. It looks at all of its rules unless some are named. */
export async function axeFindings(page: Page, rules: readonly string[] = []): Promise<string[]> {
  axe ??= readFile(axeFile, 'utf8');
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(await axe);
  const options = JSON.stringify({
    resultTypes: ['violations'],
    ...(rules.length ? { runOnly: rules } : {}),
  });
  return page.evaluate(`axe.run(document, ${options}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')))`);
}
