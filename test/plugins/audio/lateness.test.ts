import { expect, test } from 'vitest';
import { Lateness } from '../../../src/plugins/audio/lateness.js';
import { RecordingContext } from '../../support/recording-context.js';

test('dropped sound is counted and told once, until five seconds went well', () => {
  const context = new RecordingContext({});
  const lateness = new Lateness(context, 48_000);
  lateness.count(480);
  context.clock.advance(4_000);
  lateness.count(960);
  expect(context.statuses.map(({ state }) => state)).toEqual(['degraded']);
  expect(context.facts).toEqual({ dropped_ms: 30 });
  context.clock.advance(5_000);
  expect(context.lastStatus?.state).toBe('running');
  lateness.count(480);
  expect(context.lastStatus?.state).toBe('degraded');
  lateness.stop();
  expect(context.clock.pending).toBe(0);
});
