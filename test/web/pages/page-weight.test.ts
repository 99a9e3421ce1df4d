import { describe, expect, test } from 'vitest';
import { pagesIn, weightOf } from '../../../scripts/page-weight.mjs';
import { PAGES } from '../support/browser.js';

/** Bytes of markup, scripts and styles, gzipped; the page with all ten widgets is no exception. */
const DASHBOARD = 60_000;
const OVERLAY = 15_000;

describe('what a page loads before it shows anything', () => {
  test.each(pagesIn(PAGES))('%s stays light', (page) => {
    const { code } = weightOf(PAGES, page);
    expect(code).toBeGreaterThan(2_000);
    expect(code).toBeLessThan(page === 'index.html' ? DASHBOARD : OVERLAY);
  });
});
