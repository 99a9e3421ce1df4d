import { expect, test, vi } from 'vitest';

vi.stubGlobal('location', { hash: '' });
const { addressOf, routeOf } = await import('../../../web/dashboard/router.js');

test('an address leads to its page, and to the one thing it names there', () => {
  expect(routeOf('#/tuner')).toEqual({ page: 'tuner', id: null });
  expect(routeOf(addressOf('plugins', 'desk lamp/2'))).toEqual({ page: 'plugins', id: 'desk lamp/2' });
});

test.each(['', '#', '#/nowhere', '#token=fc_mine'])('%j is the page to practise on', (hash) => {
  expect(routeOf(hash)).toEqual({ page: 'practise', id: null });
});

test('a link that was cut in the middle of a letter still leads to its page', () => {
  expect(routeOf('#/history/Gitarre%C3')).toEqual({ page: 'history', id: null });
});
