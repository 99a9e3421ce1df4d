import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** They play and listen in real time, and beside others their sound would have gaps: they run last, one by one. */
const REAL_SOUND = [
  'test/journeys/browser-microphone.test.ts',
  'test/journeys/settings-page.test.ts',
  'test/plugins/audio/microphone-page.test.ts',
  'test/plugins/audio/pulseaudio.test.ts',
];

const ALL = {
  setupFiles: ['test/support/setup.ts'],
  // Generous: browsers and databases start beside each other on two cores.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'], // once for both
    projects: [
      {
        test: {
          ...ALL,
          name: 'beside each other',
          include: ['test/**/*.test.ts'],
          exclude: REAL_SOUND,
          sequence: { groupOrder: 0 },
          // Most tests wait for servers and browsers: one worker, the default on two cores, would leave a core idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        test: {
          ...ALL,
          name: 'in real time',
          include: REAL_SOUND,
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
