import { describe, expect, test } from 'vitest';
import { pagesIn, weightOf } from '../../../scripts/page-weight.mjs';
import { PAGES } from '../support/browser.js';

/** Bytes of markup, scripts and styles, gzipped. All ten widgets in one page weigh more than one. */
function limitOf(page: string): number {
  if (page === 'index.html') return 60_000;
  return page === 'overlay/compose.html' ? 22_000 : 15_000;
}

describe('what a page loads before it shows anything', () => {
  test.each(pagesIn(PAGES))('%s stays light', (page) => {
    const { code } = weightOf(PAGES, page);
    expect(code).toBeGreaterThan(2_000);
    expect(code).toBeLessThan(limitOf(page));
  });
});
