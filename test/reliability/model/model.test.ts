import fc from 'fast-check';
import { afterAll, describe, it } from 'vitest';
import { amount, isReplay, replayPath, seedOf, tell, timeFor } from '../support/scale.ts';
import { examine } from './examine.ts';
import { play } from './play.ts';
import { type Command, programOf } from './program.ts';
import { stores } from './stores.ts';

// Programs mostly wait, so several run at the same time. Each run has its own seed.
const parallelRuns = isReplay ? 1 : 6;
const base = seedOf(20_260_701);

describe.each([
  { name: 'SQLite', makeStore: stores.SQLite, programs: Math.ceil(amount(12, 1_500) / parallelRuns) },
  { name: 'PostgreSQL', makeStore: stores.PostgreSQL, programs: Math.ceil(amount(6, 600) / parallelRuns) },
])('on $name', ({ name, makeStore, programs }) => {
  const done = {
    programs: 0,
    commands: 0,
    mutations: 0,
    ofSkus: 0,
    items: 0,
    canceled: 0,
    retries: 0,
    losses: 0,
    repaired: 0,
    endsInDrift: 0,
    kills: 0,
    faults: 0,
  };

  const run = async (program: readonly Command[]): Promise<void> => {
    await play(makeStore, program, async (played) => {
      const found = await examine(played);
      if (found.length > 0)
        throw new Error([...found, ...program.map((command) => JSON.stringify(command))].join('\n'));
      done.programs += 1;
      done.commands += program.length;
      done.mutations += played.clientLog.requests.length;
      done.ofSkus += played.clientLog.requests.filter(({ skus }) => skus !== null).length;
      done.items += played.clientLog.requests.flatMap(({ values }) => values).length;
      done.canceled += [...played.clientLog.canceled.values()].reduce((sum, count) => sum + count, 0);
      done.retries += played.clientLog.retries.size;
      done.losses += played.world.writes
        .collect()
        .filter(({ isSilent, isReported }) => isSilent && !isReported).length;
      done.repaired += played.clientLog.repairs.flatMap(({ targets }) => targets).length;
      done.endsInDrift += program.filter(({ type }) => type === 'drift').length;
      done.kills += played.world.kills();
      done.faults += program.filter(({ type }) => type === 'fault').length;
    });
  };

  afterAll(() => tell(`Model on ${name}: programs on the real vendors' stand-ins, seed ${base}`, done));

  describe.concurrent('after any faults, every accepted item ends and the vendor holds the newest value', () => {
    it.for(Array.from({ length: parallelRuns }, (_, run) => base + run))(
      'in programs of seed %i',
      { timeout: timeFor(programs, 20_000) },
      async (seed) => {
        // On failure fast-check names seed and path: ONSHELF_SEED and ONSHELF_PATH run that one program again.
        await fc.assert(fc.asyncProperty(programOf(40), run), {
          numRuns: programs,
          seed,
          ...(replayPath !== undefined && { path: replayPath }),
          endOnFailure: process.env['ONSHELF_SHRINK'] === undefined,
        });
      },
    );
  });
});
