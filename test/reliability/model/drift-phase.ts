import type { Drift } from '../../../src/domain/drift.ts';
import type { ClientLog } from './client-log.ts';
import type { createClients } from './clients.ts';
import { keptBy } from './examine.ts';
import { smaregi, stockKeyIn, valueIn } from './inputs.ts';
import { historyOf, type VendorChanges } from './losses.ts';
import { type DriftPlan, type ItemSpec, soldProducts } from './program.ts';
import type { World } from './world.ts';

type Parts = {
  readonly world: World;
  readonly clients: ReturnType<typeof createClients>;
  readonly vendor: VendorChanges;
  /** Waits until no work is left. */
  readonly quiet: () => Promise<void>;
  readonly plan: DriftPlan;
  readonly clientLog: ClientLog;
};

/** The longest wait for one thing. */
const patienceMs = 20_000;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const wait = async (what: string, isDone: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + patienceMs;
  while (!(await isDone())) {
    if (Date.now() > end) throw new Error(`In vain, the program waits until ${what}`);
    await sleep(40);
  }
};

type Drifts = Readonly<Record<string, Drift>>;

const driftsIn = async ({ living }: World): Promise<Drifts> => {
  const { journal } = await living();
  const found = await journal.drifts(soldProducts.map(stockKeyIn));
  return Object.fromEntries(soldProducts.flatMap((id, at) => (found[at] ? [[id, found[at]]] : [])));
};

/** The quantities of the vendor, once it can be read. */
const heldIn = async ({ living }: World): Promise<Readonly<Record<string, number>>> => {
  const { gateway } = await living();
  let held: Readonly<Record<string, number>> = {};
  await wait('the vendor can be read', async () => {
    const found = await gateway.readStock(soldProducts.map(stockKeyIn), 0);
    const levels = found.flatMap((level) => (level && 'quantity' in level ? [level] : []));
    held = Object.fromEntries(levels.map(({ productId, quantity }) => [productId, quantity]));
    return !found.some((level) => level && !('quantity' in level));
  });
  return held;
};

/** Waits until the gateway has finished two polls that began after now, and has checked the differences of the first. */
const polled = async ({ living }: World): Promise<void> => {
  const { gateway } = await living();
  const channel = gateway.channels.get(smaregi);
  const syncedAt = (): number | null => (channel ? gateway.healthOf(channel).catalogSyncedAt : null);
  for (let left = 3; left > 0; left -= 1) {
    const before = syncedAt();
    await wait('the gateway has polled', async () => syncedAt() !== before);
  }
};

/** Waits until the gateway has read what all events of the vendor are about. */
const heard = async ({ living, sandbox }: World): Promise<void> => {
  const { journal } = await living();
  const isHeard = async (): Promise<boolean> =>
    sandbox.smaregi.control.events().every(({ status, error }) => status !== null || error !== null) &&
    (await journal.storedEvents([smaregi], 1)).length === 0;
  await wait('the events are processed', isHeard);
};

/** The last quantity of a product that a client set or that the vendor reported. */
const lastOf = ({ writes }: World, id: string): number =>
  historyOf(id, writes.collect()).findLast(({ isSilent, isReported }) => !isSilent || isReported)?.value ?? 0;

const setOf = (id: string): ItemSpec => ({
  ...{ channel: 'smaregi', id, observedAt: null, withMemo: false, withOption: false, ifValue: null },
});

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Whatever a program did, drift is reported only for a product with a loss, or with a superseded change that reached the
 * vendor, after its last applied change. What is reported is what the vendor holds.
 */
const checkReported = async ({ world, clientLog }: Parts): Promise<void> => {
  const { journal } = await world.living();
  const kept = await keptBy(journal);
  const held = await heldIn(world);
  for (const [id, drift] of Object.entries(await driftsIn(world))) {
    const items = [...kept.values()].flatMap((operation) => operation.items);
    const ends = new Map(
      items.flatMap(({ change, progress, target }) =>
        change && target.productId === id && target.channel === smaregi
          ? [[valueIn(change), progress.state]]
          : [],
      ),
    );
    const history = historyOf(id, world.writes.collect());
    const after = history.slice(history.findLastIndex(({ value }) => ends.get(value) === 'APPLIED') + 1);
    const isExplained = after.every(({ value, isSilent, isReported }) =>
      isSilent ? isReported : ends.get(value) !== 'SUPERSEDED',
    );
    const about = `${JSON.stringify(drift)} of ${id} after ${JSON.stringify(history)}`;
    if (isExplained) clientLog.problems.push(`The vendor lost nothing, and the drift is ${about}`);
    if (drift.actual !== held[id])
      clientLog.problems.push(`The vendor has ${held[id]}, and the drift is ${about}`);
  }
};

/** Some products lose stock: exactly these have drift, also after a kill. */
const lose = async (parts: Parts): Promise<void> => {
  const { world, clients, vendor, quiet, plan, clientLog } = parts;
  const manner = { key: null, waitMs: 0, isAwaited: true };
  await clients.mutate({ type: 'mutate', kind: 'STOCK_SET', items: soldProducts.map(setOf), ...manner });
  await quiet();
  await heard(world);
  vendor.sell(plan.sold);
  await heard(world);
  await polled(world);
  const before = await driftsIn(world);
  if (!isSame(before, {})) clientLog.problems.push(`Before a loss, the drift is ${JSON.stringify(before)}`);
  const { lost } = plan;
  const expected = lost.map((id) => [id, lastOf(world, id)]);
  for (const id of lost) vendor.lose(id);
  await wait('the drift is found', async () => Object.keys(await driftsIn(world)).length >= lost.length);
  await polled(world);
  const found = await driftsIn(world);
  if (
    !isSame(
      Object.entries(found).map(([id, drift]) => [id, drift.expected]),
      expected,
    )
  )
    clientLog.problems.push(
      `The vendor lost ${JSON.stringify(expected)}, and the drift is ${JSON.stringify(found)}`,
    );
  await checkReported(parts);
  await world.crash('now', 0);
  clients.reconnect();
  await polled(world);
  const kept = await driftsIn(world);
  if (!isSame(kept, found))
    clientLog.problems.push(`The drift ${JSON.stringify(found)} was ${JSON.stringify(kept)} after a kill`);
};

/** A client repairs them, another one sets a product, and the gateway is killed. The repair is accepted once. */
const repair = async ({ world, clients, quiet, plan, clientLog }: Parts): Promise<void> => {
  const { lost, isRepairFirst } = plan;
  const expected = new Map(lost.map((id) => [id, lastOf(world, id)]));
  const manner = { key: null, waitMs: 0, isAwaited: false };
  const set = () =>
    clients.mutate({ type: 'mutate', kind: 'STOCK_SET', items: [setOf(plan.set)], ...manner });
  if (isRepairFirst) await clients.repair(true);
  await Promise.all([set(), ...(isRepairFirst ? [] : [clients.repair(false)])]);
  await world.crash(plan.crashAt, 0);
  clients.reconnect();
  await quiet();
  await clients.repairAgain();
  await quiet();
  await heard(world);
  await polled(world);
  const { journal } = await world.living();
  const id = clientLog.repairs
    .at(-1)
    ?.answers.flatMap((answer) => (answer?.type === 'accepted' ? answer.operation.id : []))[0];
  const found = id === undefined ? null : await journal.operationSince(id, 0);
  const drifts = await driftsIn(world);
  const held = await heldIn(world);
  for (const productId of lost.filter((one) => one !== plan.set)) {
    const item = found?.items.find(({ target }) => target.productId === productId);
    const quantity = held[productId];
    const state = item?.progress.state;
    const isRepaired = state === 'APPLIED' && quantity === expected.get(productId) && !drifts[productId];
    if (!isRepaired && state !== 'OUTCOME_UNKNOWN')
      clientLog.problems.push(
        `The repair of ${productId} to ${expected.get(productId)} ended with ${quantity}, ${JSON.stringify(item?.progress)}, ${JSON.stringify(drifts)}`,
      );
  }
};

/** The end of each program: the vendor loses stock while nothing else happens, and clients repair it. */
export const endInDrift = async (parts: Parts): Promise<void> => {
  await parts.world.listen();
  await heard(parts.world);
  await polled(parts.world);
  await checkReported(parts);
  await lose(parts);
  await repair(parts);
};
