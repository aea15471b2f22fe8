import { defineConfig } from 'vitest/config';

// `npm run test:cloud`: apart from the other tests, as it takes an emulator of AWS.
export default defineConfig({
  test: {
    include: ['test/cloud/**/*.test.ts'],
    globalSetup: 'test/cloud/setup.ts',
    pool: 'threads',
    // The files wait most of their time, for what happens in the emulator.
    maxWorkers: 6,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
