import { defineConfig } from 'vitest/config';

/**
 * Four projects, from fast to slow. `unit` and `architecture` need nothing; `conformance` runs the public suites that lie
 * in the repository; `integration` starts one Temporal and one Postgres for all its files (test/support/stack.setup.ts).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/{engine,activities,connectors,designer,workflows}/**/*.test.{ts,tsx}',
            'test/conformance/**/*.test.ts',
            'test/replay/**/*.test.ts',
          ],
          exclude: ['**/*.integration.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.integration.test.ts'],
          globalSetup: ['test/support/stack.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
