import { expect } from 'vitest';
import { outcomeOf, until } from '../../support/client.ts';
import { listening } from '../../support/vendor-events.ts';
import { createDrifts, type Drifted, driftAfterMs, driftsAt, endsBesideSet } from '../crash/drifts.ts';

type Vendors = Parameters<typeof createDrifts>[0];
type Writes = Parameters<typeof createDrifts>[1];

/**
 * Drift at several gateways. One of them polls the vendor and finds it, and all report it. `urlsNow` are the URLs of the
 * gateways that run.
 */
export const createDriftSteps = (vendors: Vendors, writes: Writes, urlsNow: () => readonly string[]) => {
  const drifts = createDrifts(vendors, writes);
  const [one = '', ...others] = drifts.lossy;
  let found: Drifted = [];

  const begin = async (): Promise<string> => {
    const urls = urlsNow();
    const finder = await listening(urls, driftAfterMs);
    // The events reach another gateway than the one that polls.
    drifts.listenAt(urls.find((url) => url !== finder) ?? finder);
    return finder;
  };
  const lose = async (finder: string, ids: readonly string[], all: readonly string[]): Promise<void> => {
    drifts.lose(ids);
    const before = found;
    found = await drifts.found(finder, all);
    expect(found).toEqual(expect.arrayContaining([...before]));
  };
  /** Each gateway reports the same, whatever was done to it. */
  const check = async (): Promise<void> => {
    for (const url of urlsNow()) expect(await driftsAt(url), url).toEqual(found);
  };

  return {
    mutations: drifts.mutations,
    check,
    start: async (): Promise<void> => {
      const finder = await begin();
      await drifts.prepare(finder);
      await lose(finder, [one], [one]);
      await check();
    },
    /**
     * More stock is lost. Two gateways get a repair of all of it, a third one sets one of the products, and `kill` ends one
     * of the gateways.
     */
    end: async (kill: (url: string) => Promise<void>): Promise<void> => {
      await check();
      await lose(await begin(), others, drifts.lossy);
      await check();
      const urls = urlsNow();
      const [first = '', second = first, third = first] = urls;
      const repairs = [drifts.repairOf(drifts.lossy), drifts.repairOf(drifts.lossy)];
      const set = drifts.setOf(others.slice(-1));
      const sent = [...repairs, set];
      const sending = sent.map((mutation, at) =>
        drifts.send(mutation, [first, second, third][at] ?? first).catch(() => null),
      );
      await until(
        () => sent.some(({ operations }) => operations.size > 0),
        (isAnswered) => isAnswered,
      );
      await kill(first);
      await Promise.all(sending);
      const [last = ''] = urlsNow();
      for (const mutation of sent) await drifts.send(mutation, last);
      expect((await drifts.endsOf(last, set)).map(outcomeOf)).toEqual(['APPLIED']);
      const ends = await Promise.all(
        repairs.map(async (repair) => (await drifts.endsOf(last, repair)).map(outcomeOf)),
      );
      for (const [at, id] of drifts.lossy.entries()) {
        const both = ends.map((end) => end[at]);
        expect(
          both.every((end) => endsBesideSet.includes(end ?? '')),
          `${id}: ${both}`,
        ).toBe(true);
        if (id !== others.at(-1))
          expect(
            both.filter((end) => end === 'APPLIED'),
            id,
          ).toHaveLength(1);
      }
      found = [];
      await check();
      drifts.checkHeld();
    },
  };
};
