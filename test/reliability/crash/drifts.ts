import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { DriftedLevels, RepairDrift } from '../../e2e/documents.ts';
import type { AnswerFragment, OutcomeFragment } from '../../e2e/generated/graphql.ts';
import { accepted, ended, outcomeOf, resultsOf, setStock, until } from '../../support/client.ts';
import { run } from '../../support/graphql.ts';
import { smaregiStock } from '../../support/items.ts';
import type { Sandbox } from '../../support/sandbox/index.ts';
import { eventsProcessed, listening, syncedAt } from '../../support/vendor-events.ts';
import { type createWriteLog, store } from '../support/vendor-writes.ts';
import { type Mutation, mutationOf } from './mutations.ts';

/** Short, so that drift is found soon. */
export const driftAfterMs = 200;
export const driftSettings = { CATALOG_POLL_MS: '250', DRIFT_AFTER_MS: String(driftAfterMs) };

/** Products that no other client changes. */
const products = ['21', '22', '23', '24'];
const [sold = '', ...lossy] = products;
/** Its stock marks how far the gateway has processed the vendor's events. */
const marker = '29';

/** The values of this file are greater than those of the other clients. */
const base = 1_000_000;
export const isOfDrifts = (value: number): boolean => value >= base;

type Vendors = Pick<Sandbox, 'smaregi'>;
type Writes = ReturnType<typeof createWriteLog>;

/** The levels with drift that a gateway reports, with everything about them. */
export const driftsAt = async (url: string) =>
  (await run(url, DriftedLevels, {})).stockLevels.nodes.map(({ productId, quantity, drift }) => ({
    productId,
    quantity,
    drift,
  }));

export type Drifted = Awaited<ReturnType<typeof driftsAt>>;

/**
 * A client of some products that the vendor changes: one is sold, with events, and the others lose stock silently. It
 * repairs what was lost. Nothing else happens to these products, so everything that gateways report of them is known.
 */
export const createDrifts = (vendors: Vendors, writes: Writes) => {
  const mutations: Mutation[] = [];
  const quantities = new Map<string, number>();
  let last = base;
  const next = (): number => {
    last += 1;
    return last;
  };

  const send = async (mutation: Mutation, url: string): Promise<AnswerFragment> => {
    if (!mutations.includes(mutation)) mutations.push(mutation);
    mutation.tries += 1;
    const answer = await mutation.send(url);
    mutation.operations.add(accepted(answer).id);
    if (!answer.replayed) mutation.news += 1;
    return answer;
  };
  const aimOf = (id: string, value: number) => ({
    channel: 'smaregi',
    target: `smaregi/${id}:${store}`,
    value,
  });

  const setOf = (ids: readonly string[]): Mutation =>
    mutationOf(
      ids.map((id) => {
        const value = next();
        return { aim: aimOf(id, value), input: smaregiStock(id, value) };
      }),
      setStock,
    );
  const noteSet = ({ aims }: Mutation): void => {
    for (const [at, id] of aims.map(({ target }) => target.slice('smaregi/'.length, -2)).entries())
      quantities.set(id, aims[at]?.value ?? 0);
  };
  const sell = (): void => {
    const value = next();
    quantities.set(sold, value);
    writes.sell(sold, value);
  };

  return {
    mutations,
    lossy,
    /** Sends the vendor's events to this gateway. */
    listenAt: (url: string): void => vendors.smaregi.sendEventsTo(`${url}/events/smaregi/smaregi`),
    /** Sets all products, and sells one. The gateway that listens has processed the events of both at the end. */
    prepare: async (url: string): Promise<void> => {
      const set = setOf(products);
      noteSet(set);
      const { id } = accepted(await send(set, url));
      expect(resultsOf(await ended(url, id)).map(outcomeOf)).toEqual(products.map(() => 'APPLIED'));
      sell();
      await eventsProcessed(url, vendors.smaregi, marker);
    },
    sell,
    /** The vendor loses stock of these products. */
    lose: (ids: readonly string[]): void => {
      for (const id of ids) writes.lose(id, -next());
    },
    /** Waits until a gateway reports drift of these products. Fails if it reports any other. */
    found: async (url: string, ids: readonly string[]): Promise<Drifted> => {
      const drifted = await until(
        () => driftsAt(url),
        (levels) => levels.length >= ids.length,
      );
      const before = await syncedAt(url);
      if (!Number.isNaN(before))
        await until(
          () => syncedAt(url),
          (at) => at > before,
        );
      const held = new Map(writes.collect().map(({ target, value }) => [target, value]));
      expect(drifted).toEqual(
        ids.map((productId) => {
          const quantity = held.get(aimOf(productId, 0).target);
          const drift = { expected: quantities.get(productId), actual: quantity, since: expect.any(String) };
          return { productId, quantity, drift };
        }),
      );
      return drifted;
    },
    send,
    /** A repair of these products. Each repetition has the same key. */
    repairOf: (ids: readonly string[]): Mutation => ({
      ...mutationOf(
        ids.map((id) => ({
          aim: aimOf(id, quantities.get(id) ?? 0),
          input: { channel: 'smaregi', productId: id, locationId: store },
        })),
        async (url, targets, { idempotencyKey }) =>
          (await run(url, RepairDrift, { input: { targets, idempotencyKey: idempotencyKey ?? null } }))
            .repairDrift,
      ),
      isRepair: true,
    }),
    setOf: (ids: readonly string[]): Mutation => {
      const set = setOf(ids);
      noteSet(set);
      return set;
    },
    /** Waits for the ends of a mutation. */
    endsOf: async (url: string, { operations }: Mutation): Promise<readonly OutcomeFragment[]> => {
      const [id = ''] = operations;
      return resultsOf(await ended(url, id));
    },
    /** Fails unless the vendor has what the client set last, or what it sold. */
    checkHeld: (): void => {
      const held = new Map(writes.collect().map(({ target, value }) => [target, value]));
      expect(Object.fromEntries(products.map((id) => [id, held.get(aimOf(id, 0).target)]))).toEqual(
        Object.fromEntries(quantities),
      );
    },
  };
};

export type Drifts = ReturnType<typeof createDrifts>;

type Round<Gateway> = {
  readonly gateway: Gateway;
  readonly drifts: Drifts;
  readonly isRepairFirst: boolean;
  /** Kills the gateway after `before`, and starts the next one after `whileDown`. */
  killAndStart(gateway: Gateway, before: () => unknown, whileDown: () => void): Promise<Gateway>;
};

/** How a repair may end if another client sets the same level meanwhile. */
export const endsBesideSet = [
  'APPLIED',
  'SUPERSEDED',
  'FAILED StaleQuantity STALE_QUANTITY',
  'FAILED InvalidItem NO_DRIFT',
];

/** Checks the ends of a repair of three products, of which another client set the last one. */
export const checkRepaired = (ends: readonly OutcomeFragment[]): void => {
  const [one, two, beside, ...others] = ends.map(outcomeOf);
  expect([one, two, others]).toEqual(['APPLIED', 'APPLIED', []]);
  expect(endsBesideSet).toContain(beside);
};

/**
 * The vendor loses stock before a kill and after it. Then a client repairs it, another one sets one of the products, and
 * the gateway is killed again. Returns the last gateway.
 */
export const loseAndRepair = async <Gateway extends { readonly url: string }>({
  gateway: first,
  drifts,
  isRepairFirst,
  killAndStart,
}: Round<Gateway>): Promise<Gateway> => {
  const [one = '', ...others] = drifts.lossy;
  const nothing = (): void => {};
  drifts.listenAt(first.url);
  await listening([first.url], driftAfterMs);
  await drifts.prepare(first.url);
  drifts.lose([one]);
  const found = await drifts.found(first.url, [one]);

  // The event of the sale is lost, and a sale is not drift.
  const second = await killAndStart(first, nothing, drifts.sell);
  await listening([second.url], driftAfterMs);
  expect(await drifts.found(second.url, [one])).toEqual(found);
  drifts.lose(others);
  expect(await drifts.found(second.url, drifts.lossy)).toEqual(expect.arrayContaining([...found]));

  const repair = drifts.repairOf(drifts.lossy);
  const set = drifts.setOf(others.slice(-1));
  const sent = isRepairFirst ? [repair, set] : [set, repair];
  const sendBoth = async (): Promise<void> => {
    const sending = sent.map((mutation) => drifts.send(mutation, second.url).catch(nothing));
    // The repair that comes second is accepted before the kill. The other one may be accepted.
    await (isRepairFirst ? sleep(randomInt(60)) : sending.at(-1));
  };
  const third = await killAndStart(second, sendBoth, nothing);
  for (const mutation of sent) await drifts.send(mutation, third.url);
  expect((await drifts.endsOf(third.url, set)).map(outcomeOf)).toEqual(['APPLIED']);
  checkRepaired(await drifts.endsOf(third.url, repair));
  await drifts.found(third.url, []);
  drifts.checkHeld();
  return third;
};
