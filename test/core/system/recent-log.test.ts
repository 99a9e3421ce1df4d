import { describe, expect, test } from 'vitest';
import { logMethods } from '../../../src/core/server/index.js';
import { LONGEST_LINE, MOST_LINES, RecentLog } from '../../../src/core/system/recent-log.js';
import { methods } from '../../../src/core/wire/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { SilentLogger } from '../../support/silent-logger.js';

test('the last lines of the log are for those who may control the bridge', async () => {
  const kept = new RecentLog(new FakeClock());
  kept.around(new SilentLogger()).named('kitchen').warn('The lamp stays dark.');
  const answer = await logMethods(kept)['bridge.log']?.({});
  const { scope, result } = methods['bridge.log'];
  expect(scope).toBe('control');
  expect(result.parse(answer).items).toMatchObject([{ level: 'warn', name: 'kitchen' }]);
});

describe('the last lines of the log', () => {
  test('say who spoke, when and what, and leave facts where they were', () => {
    const [kept, told] = [new RecentLog(new FakeClock()), new SilentLogger()];
    const log = kept.around(told);
    log.info('Listening.');
    log.named('kitchen').warn('The lamp stays dark.', { token: 'hush' });
    log.debug('Nothing for people.');
    expect(kept.lines.map(({ level, name, message }) => [level, name, message])).toEqual([
      ['info', '', 'Listening.'],
      ['warn', 'kitchen', 'The lamp stays dark.'],
    ]);
    expect(JSON.stringify(kept.lines)).not.toContain('hush');
  });

  test('are as few and as short as memory can always spare', () => {
    const kept = new RecentLog(new FakeClock());
    const log = kept.around(new SilentLogger());
    for (let line = 0; line < MOST_LINES + 5; line++) log.error(`${line} ${'!'.repeat(2 * LONGEST_LINE)}`);
    expect(kept.lines).toHaveLength(MOST_LINES);
    expect(kept.lines[0]?.message).toMatch(/^5 /);
    expect(kept.lines[0]?.message).toHaveLength(LONGEST_LINE);
  });
});
