import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/cloud/**'],
    // Worker threads share the two cores of a small machine better than processes do.
    pool: 'threads',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
