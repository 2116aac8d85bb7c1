import { defineConfig } from 'vitest/config';

/** These tests measure the memory of their own process, so other tests must not have run in it. */
const ownProcess = [
  'test/**/hostile-answers.test.ts',
  'test/**/guarded-socket.test.ts',
  'test/**/bounded-json.test.ts',
  'test/**/read-json.test.ts',
];

export default defineConfig({
  // Packages resolve as they do in Node. graphql also has a development build, and two copies of it do not mix.
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    globalSetup: ['test/support/postgres-server.ts'],
    // Tests start processes, sockets and a browser. More workers would only compete for two cores.
    maxWorkers: 2,
    // Tests wait for events, not for time. A busy machine is slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: ownProcess,
          // A new process for each file costs more than most files need: it loads every module again.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'memory', include: ownProcess } },
    ],
  },
});
