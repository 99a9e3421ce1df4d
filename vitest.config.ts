import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Generous: browsers and databases start beside each other on two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
