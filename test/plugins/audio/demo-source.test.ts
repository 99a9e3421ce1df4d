import { expect, test } from 'vitest';
import { FakeClock } from '../../support/fake-clock.js';
import { Stage } from './stage.js';

const PHRASE = [57, 60, 62, 64, 67, 69, 72, 69, 67, 65, 64, 62, 60, 57, 45, 40];

test('the demo guitar plays its phrase, twice the same way', () => {
  const clock = new FakeClock();
  const stage = new Stage({ source: 'demo' }, clock);
  void stage.plugin.start();
  clock.advance(9_000);
  expect(stage.notes).toEqual(PHRASE);
  clock.advance(9_000);
  expect(stage.notes).toEqual([...PHRASE, ...PHRASE]);
  expect(stage.details).toMatchObject({ source: 'demo', device: 'synthesised guitar' });
});
