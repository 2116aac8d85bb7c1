import type { Client } from 'pg';
import { asProductId, asSkuCode } from '../../../src/domain/ids.ts';
import { acceptedFirst, type Operation } from '../../../src/domain/operation.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { draftOf, queuedDraft } from '../../contract/journal/given.ts';
import { callbackBody } from '../../support/callback-body.ts';
import { adjustmentOf, shop, stockOf } from '../../support/changes.ts';
import { findBreaches } from '../support/breaches.ts';
import { prompt } from './channels.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createInspection } from './invariants.ts';
import { outcomesIn } from './outcomes.ts';
import { createRandom } from './random.ts';
import { createSchedule, type Life } from './schedule.ts';
import { createVendor, type Post } from './vendor.ts';

/** A journal on the shared database, and what its gateway knows of its lease. */
export type Seat = {
  readonly name: string;
  readonly journal: Journal;
  /** Since when it has held its lease, by `performance.now()`; infinity while it does not. */
  heldSince: number;
};

type Sitting = { readonly seat: Seat; life: Life; gateway: Gateway };

const products = ['1', '2', '3'];
/** More than any program needs to end. */
const mostRounds = 20_000;

/** The owner of a row of `gateways`, by the version that its own write leaves. */
const leaseOf = async (client: Client, journal: Journal): Promise<number | null> => {
  const versions = async () =>
    (await client.query<{ id: number; xmin: string }>('SELECT id, xmin::text FROM gateways')).rows;
  const before = new Map((await versions()).map(({ id, xmin }) => [id, xmin]));
  await journal.check();
  return (await versions()).find(({ id, xmin }) => before.get(id) !== xmin)?.id ?? null;
};

export type Played = {
  readonly faults: readonly string[];
  readonly done: readonly string[];
  /** Of the items that ended CANCELED, of the retries, and of their items that had a newer value. */
  readonly counts: { readonly canceled: number; readonly retries: number; readonly outdated: number };
  /** The guarded changes that were applied, and those that were stale. */
  readonly guarded: { readonly applied: number; readonly stale: number };
};

/**
 * Runs some gateways on an empty database. In each of `rounds` steps, a random choice decides what runs, whose lease
 * ends and which gateway is killed. A phase without faults follows, in which every item must end.
 */
export const play = async (
  seed: number,
  {
    seats,
    client,
    rounds,
    atOnce,
    interferes = false,
    adjusts = false,
    guards = false,
    isSilent = false,
  }: {
    seats: readonly Seat[];
    client: Client;
    rounds: number;
    atOnce: number;
    /** Whether operations are canceled and retried, by any gateway. */
    interferes?: boolean;
    /** Whether some operations adjust stock. */
    adjusts?: boolean;
    /** Whether some changes require one of the last quantities of their target. */
    guards?: boolean;
    /** Whether the vendors change stock themselves, without a report, and some operations set SKUs. */
    isSilent?: boolean;
  },
): Promise<Played> => {
  const random = createRandom(seed);
  const schedule = createSchedule(random);
  const vendor = createVendor(random);
  const inspect = createInspection(client);
  const faults: string[] = [];
  const world: Life = { name: 'the world' };
  let time = 1_000;
  let value = 0;
  /** By target, the values that were accepted last, the newest first. */
  const values = new Map<string, readonly number[]>();
  const now = (): number => {
    time += 1;
    return time;
  };
  const onBug = (error: unknown): void =>
    void faults.push(
      `A bug: ${error instanceof Error ? error.stack : JSON.stringify(error, (_, one) => (one instanceof Error ? one.stack : one))}`,
    );

  const post = (secret: string, body: Post): void => {
    const outcome = body.applied ? `applied ${body.applied}` : `failed, row ${body.row}`;
    void schedule.park(world, `${body.id} calls back: ${outcome}`, () => {
      random.oneOf(sittings).gateway.receive('SMAREGI', secret, callbackBody(body)).catch(onBug);
    });
  };
  const live = (seat: Seat, life: Life): Gateway =>
    createGateway(life, {
      random,
      schedule,
      vendor,
      hasHistory: adjusts,
      now,
      post,
      onBug,
      journal: { ...seat.journal, holdsLease: (since) => since >= seat.heldSince },
    });
  const begin = async (seat: Seat): Promise<Pick<Sitting, 'life' | 'gateway'>> => {
    const life = { name: seat.name };
    const gateway = live(seat, life);
    const left = await seat.journal.recover();
    seat.heldSince = performance.now();
    gateway.resume(left);
    return { life, gateway };
  };
  const operations: Operation[] = [];
  const counts = { canceled: 0, retries: 0, outdated: 0 };
  const sittings: Sitting[] = [];
  for (const seat of seats) sittings.push({ seat, ...(await begin(seat)) });

  const failover = ({ gateway }: Sitting): void => {
    gateway.journal.failover().then(gateway.resume, onBug);
  };
  const acceptSome = (): void => {
    const { gateway } = random.oneOf(sittings);
    const targets = [shop, prompt].flatMap((channel) => products.map((product) => ({ channel, product })));
    const kind = adjusts && random.chance(0.4) ? 'STOCK_ADJUSTMENT' : 'STOCK_SET';
    const isOfSkus = isSilent && random.chance(0.4);
    // A SKU has a listing on each channel.
    const skus = isOfSkus ? random.someOf(products, 2) : [];
    const aims = isOfSkus
      ? targets.filter(({ product }) => skus.includes(product))
      : random.someOf(targets, 4);
    const items = aims.map(({ channel, product }) => {
      value += 1;
      if (kind === 'STOCK_ADJUSTMENT') return queuedDraft(adjustmentOf(product, value, { channel }));
      const observedAt = random.chance(0.2) ? value - random.below(8) : null;
      const target = `${channel}/${product}`;
      const known = values.get(target) ?? [];
      values.set(target, [value, ...known].slice(0, 3));
      // Clients that have read the same quantity expect it, whether it is still there or not.
      const ifQuantity = guards && known.length > 0 && random.chance(0.5) ? random.oneOf(known) : undefined;
      return queuedDraft(
        stockOf(product, value, {
          ...{ channel, observedAt },
          ...(ifQuantity !== undefined && { ifQuantity }),
          ...(isOfSkus && { listing: { sku: asSkuCode(`sku-${product}`), optionId: null } }),
        }),
      );
    });
    gateway.journal.accept(draftOf(items, { kind })).then((acceptance) => {
      if (acceptance.type !== 'accepted') return;
      operations.push(acceptance.operation);
      gateway.enqueue(acceptance.queued);
    }, onBug);
  };
  const cancelSome = (): void => {
    const operation = random.oneOf(operations.slice(-4));
    const { id: operationId, client: by } = operation;
    random.oneOf(sittings).gateway.cancel({ operationId, by, channels: null, at: now() });
  };
  /** Retries what was not applied of an operation that has ended, at any gateway. */
  const retrySome = (): void => {
    const { id } = random.oneOf(operations.slice(-6));
    const { gateway } = random.oneOf(sittings);
    const { journal } = gateway;
    const retry = async (): Promise<void> => {
      const found = await journal.operationSince(id, 0);
      if (!found || found.operation.completedAt === null) return;
      const changes = found.items.flatMap(({ change, progress }) =>
        change && progress.state !== 'APPLIED' ? [queuedDraft(change)] : [],
      );
      if (changes.length === 0) return;
      const retryOf = { operationId: id, first: acceptedFirst(found.operation) };
      const acceptance = await journal.accept(draftOf(changes, { retryOf }));
      if (acceptance.type !== 'accepted') return;
      operations.push(acceptance.operation);
      counts.retries += 1;
      counts.outdated += acceptance.operation.supersededCount;
      gateway.enqueue(acceptance.queued);
    };
    retry().catch(onBug);
  };
  const loseStock = (): void => {
    const target = { channel: random.oneOf([shop, prompt]), productId: asProductId(random.oneOf(products)) };
    schedule.tell(`The vendor changes ${target.channel}/${target.productId} silently`);
    vendor.loseSome(target);
  };
  const loseLease = async ({ seat }: Sitting): Promise<void> => {
    const id = await leaseOf(client, seat.journal);
    if (id === null) return;
    schedule.tell(`${seat.name} loses its lease`);
    await client.query(`UPDATE gateways SET expires_at = '-infinity' WHERE id = $1`, [id]);
    seat.heldSince = Number.POSITIVE_INFINITY;
  };
  const die = async (sitting: Sitting): Promise<void> => {
    await schedule.end(sitting.life);
    schedule.tell(`${sitting.seat.name} is killed and restarts`);
    Object.assign(sitting, await begin(sitting.seat));
  };

  const turn = async (): Promise<void> => {
    const what = random.below(100);
    if (what < 20) acceptSome();
    else if (what < 28) await loseLease(random.oneOf(sittings));
    else if (what < 40) failover(random.oneOf(sittings));
    else if (what < 42) await die(random.oneOf(sittings));
    else if (interferes && what < 50 && operations.length > 0) cancelSome();
    else if (interferes && what < 64 && operations.length > 0) retrySome();
    else if (isSilent && what < 72) loseStock();
    await schedule.run(atOnce);
  };
  for (let round = 0; round < rounds && faults.length === 0; round += 1) {
    await turn();
    faults.push(...(await inspect()));
  }

  vendor.behave();
  // The first round is for gateways without a lease. Until then they do not send their work, but still own it.
  for (const _ of ['lost', 'left']) {
    for (const { seat, gateway } of sittings) gateway.resume(await seat.journal.failover());
    for (let round = 0; schedule.size > 0 && faults.length === 0; round += 1) {
      if (round === mostRounds) faults.push('It never comes to its end');
      await schedule.run(atOnce);
    }
  }
  let guarded = { applied: 0, stale: 0 };
  if (faults.length === 0) {
    const { pending, outcomes } = await outcomesIn(client);
    counts.canceled = outcomes.filter(({ state }) => state === 'CANCELED').length;
    const conditional = outcomes.filter(({ ifQuantity }) => ifQuantity != null);
    const countOf = (state: string) => conditional.filter((outcome) => outcome.state === state).length;
    guarded = { applied: countOf('APPLIED'), stale: countOf('FAILED') };
    faults.push(...(await inspect()), ...pending);
    faults.push(
      ...findBreaches(outcomes, vendor.writes).map(
        ({ kind, target, detail }) => `${kind} at ${target}: ${detail}`,
      ),
    );
  }
  return { faults, done: schedule.done, counts, guarded };
};
