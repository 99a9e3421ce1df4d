import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Generous: browsers and databases start beside each other on two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // Most tests wait for servers and browsers: one worker, the default on two cores, would leave a core idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
