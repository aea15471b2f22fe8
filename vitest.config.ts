import { defineConfig } from 'vitest/config';

/** Folders whose tests leave nothing behind in their worker, so that its modules can be loaded once for all of them. */
const tidy = ['customer', 'functions', 'infra', 'journey', 'language'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    // Worker threads share the two cores of a small machine better than processes do.
    pool: 'threads',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'tidy', include: tidy, isolate: false } },
      {
        extends: true,
        test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: ['test/cloud/**', ...tidy] },
      },
    ],
  },
});
