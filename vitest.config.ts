import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Node itself resolves packages: graphql has a build for development besides, and two copies of it don't mix.
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres-server.ts'],
    // Real processes, sockets and a browser share two cores.
    maxWorkers: 2,
    // What is waited for comes when it comes: a busy machine takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
