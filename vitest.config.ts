import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These tests measure the memory of their own process, so other tests must not have run in it. */
const memoryTests = ['test/**/*.memory.test.ts'];

/** The longest files. A long file that starts last would keep one worker busy while the others have no work. */
const longest = [
  'test/package/package.test.ts',
  'test/security/attacks.test.ts',
  'test/reliability/cluster/',
  'test/browser/',
  'test/cli/migrate-journal/migrate.test.ts',
  'test/e2e/accounts.test.ts',
  'test/reliability/',
  'test/limits/attacks.test.ts',
  '.memory.test.ts',
  'test/http/webhooks/flood.test.ts',
  'test/http/security/connections.test.ts',
  'test/contract/journal.test.ts',
  'test/adapters/vendors/hostile-size.test.ts',
  'test/cli/',
  'test/adapters/postgres/',
  'test/e2e/',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((part) => moduleId.includes(part));
  return rank === -1 ? longest.length : rank;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  // Packages resolve as they do in Node. graphql also has a development build, and two copies of it do not mix.
  ssr: { resolve: { conditions: ['module-sync', 'node'] } },
  test: {
    globalSetup: ['test/support/run-resources.ts'],
    // Tests often wait for processes, timers and the disk. More workers than cores use that time.
    maxWorkers: availableParallelism() + 2,
    // Concurrent tests of one file wait more than they compute.
    maxConcurrency: 10,
    sequence: { sequencer: LongestFirst },
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
          exclude: memoryTests,
          // A new process for each file costs more than most files need: it loads every module again.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'memory', include: memoryTests } },
    ],
  },
});
