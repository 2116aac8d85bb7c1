import { isInFlight, type Progress } from '../../../src/core/decide/data/state.ts';
import { compareQuantity } from '../../../src/core/decide/guard.ts';
import { type Change, onlyOptionOf, targetOf } from '../../../src/domain/changes/change.ts';
import { guardedShape, isGuarded, type QuantityGuard } from '../../../src/domain/changes/guard.ts';
import { withKept } from '../../../src/domain/changes/watermark.ts';
import { type ComparedLevel, outcomeUnknown, vendorUnavailable } from '../../../src/domain/failure.ts';
import { asClientId, type RequestId, type TargetKey } from '../../../src/domain/ids.ts';
import { isPending, type Retry, type RowOutcome } from '../../../src/domain/item.ts';
import { acceptedFirst, type ItemRef, type OperationKind } from '../../../src/domain/operation.ts';
import type { DraftItem } from '../../../src/ports/journal/acceptance.ts';
import type { Changes } from '../../../src/ports/journal/changes.ts';
import type { ClaimedRow, RequestRow } from '../../../src/ports/journal/requests.ts';
import { failedDraft } from '../../contract/journal/given.ts';
import {
  adjustedAt,
  adjustmentOf,
  appliedAt,
  optionStock,
  productOf,
  refusedRow,
  shop,
  stockOf,
} from '../../support/changes.ts';
import { breachesOf, breachesOfWrites, isOutdatedRetry, namedBy } from './laws.ts';
import { createListings, type Listings } from './listings.ts';
import { createMemoryStore, type MemoryStore, type StoredItem, type StoredRequest } from './memory-store.ts';
import { observe, options, products } from './observe.ts';

/** Numbers that follow from a seed (mulberry32). */
export const createRandom = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (share: number): boolean => next() < share,
    pick: <One>(all: readonly One[]): One | undefined => all[below(all.length)],
    some: <One>(all: readonly One[], share: number): readonly One[] => all.filter(() => next() < share),
  };
};
type Random = ReturnType<typeof createRandom>;

const client = asClientId('partner');

const changeOf = (random: Random, value: number): Change => {
  const id = random.pick(products) ?? '1';
  if (random.chance(0.12)) return productOf(id, { stockQuantity: value });
  const observedAt = random.chance(0.35) ? 100 + random.below(6) : null;
  // Some clients expect one of the last values, or one that was never set.
  if (random.chance(0.25))
    return stockOf(id, value, { soldOut: false, observedAt, ifQuantity: value - 1 - random.below(8) });
  return stockOf(id, value, {
    soldOut: false,
    observedAt,
    options: random.some(options, 0.25).map((option) => optionStock(option, value)),
  });
};
const draftItem = (change: Change): DraftItem => ({
  channel: change.channel,
  change,
  target: targetOf(change),
  shape: isGuarded(change) ? guardedShape('plain') : 'plain',
});

type Run = {
  readonly store: MemoryStore;
  readonly listings: Listings;
  readonly random: Random;
  /** Items that the gateway was given and has not claimed. An item that the decisions do not return is never sent. */
  readonly offered: Map<string, ItemRef>;
  readonly retrying: Map<string, ItemRef>;
  /** By target, the changes that the vendor has applied, in its order. */
  readonly vendor: Map<string, RequestRow[]>;
  /** Rows that were applied although the gateway did not see it. */
  readonly unseen: Set<string>;
  readonly breaches: string[];
  readonly sent: Map<string, ItemRef>;
  /** How guarded changes are compared in this run. A vendor that cannot be read answers at once, and never later. */
  readonly guard: QuantityGuard;
  /** By target and quantity, the guarded item that was applied at this quantity since the vendor got it. */
  readonly used: Map<string, string>;
  /** How often the vendor applied each adjustment. */
  readonly deltas: Map<string, number>;
  accepted: number;
  canceled: number;
  retried: number;
  outdated: number;
  now: number;
};

const nameOf = ({ operationId, index }: ItemRef): string => `${operationId}/${index}`;
const draftFor = ({ now, guard }: Run, kind: OperationKind = 'STOCK_SET') => ({
  channel: shop,
  kind,
  sentAt: now,
  callbackHash: null,
  deadline: now + 1_000,
  guard,
});

const hear = (run: Run, changes: Pick<Changes, 'unblocked' | 'retrying'>): void => {
  for (const item of changes.unblocked) run.offered.set(nameOf(item), item);
  for (const { item } of changes.retrying) run.retrying.set(nameOf(item), item);
};

/** The vendor's quantity of a target. Null if the vendor has none. */
const vendorQuantity = (run: Run, target: TargetKey): number | null =>
  (run.vendor.get(target) ?? []).reduce<number | null>((before, { change }) => {
    if (change.kind === 'STOCK_ADJUSTMENT') return (before ?? 0) + change.delta;
    return change.kind === 'STOCK_SET'
      ? change.quantity
      : change.kind === 'PRODUCT_REPLACEMENT'
        ? change.stockQuantity
        : before;
  }, null);

/** A vendor applies what it gets, as often as it gets it. */
const applyAt = (run: Run, row: RequestRow): void => {
  const target = targetOf(row.change);
  const writes = run.vendor.get(target) ?? [];
  writes.push(run.listings.applied(row));
  run.vendor.set(target, writes);
  // The listing of an option writes the quantity of the product again.
  if (onlyOptionOf(row.change) !== null) run.used.delete(`${target} at ${vendorQuantity(run, target)}`);
  if (row.change.kind !== 'STOCK_ADJUSTMENT') return;
  const times = (run.deltas.get(nameOf(row)) ?? 0) + 1;
  run.deltas.set(nameOf(row), times);
  if (times > 1) run.breaches.push(`the adjustment ${nameOf(row)} is applied ${times} times`);
  run.used.delete(`${target} at ${vendorQuantity(run, target)}`);
};

const isAdjustment = ({ change }: Pick<RequestRow, 'change'>): boolean => change.kind === 'STOCK_ADJUSTMENT';

/** An adjustment in one request. The vendor applies it again if another request carries it. */
const sentName = (row: ItemRef, request: RequestId): string => `${nameOf(row)} of ${request}`;

/** The vendor applied the adjustment of this request, and the gateway did not see it. */
const isUnseenAdjustment = (run: Run, row: RequestRow, request: RequestId): boolean =>
  isAdjustment(row) && run.unseen.has(sentName(row, request));

/** The vendor refused the whole request, so it applies no adjustment of it. */
const isRefusedAdjustment = (run: Run, row: RequestRow, request: RequestId): boolean =>
  isAdjustment(row) && run.store.requests.get(request)?.outcome === 'REFUSED';

/** The vendor applies a row, and the gateway does not see it. */
const applyUnseen = (run: Run, row: RequestRow, request: RequestId): void => {
  if (isRefusedAdjustment(run, row, request)) return;
  applyAt(run, row);
  run.unseen.add(isAdjustment(row) ? sentName(row, request) : nameOf(row));
};

/** The outcome of a row that the vendor has applied. The quantity after an adjustment can be read sometimes. */
const appliedOutcome = (run: Run, row: RequestRow): RowOutcome =>
  isAdjustment(row)
    ? adjustedAt(run.now, run.random.chance(0.7) ? vendorQuantity(run, targetOf(row.change)) : null)
    : appliedAt(run.now);

/** On each target, the rows of a request must follow those that were sent before. */
const checkOrder = (run: Run, rows: readonly RequestRow[]): void => {
  for (const row of rows) {
    const target = targetOf(row.change);
    const last = run.sent.get(target);
    const isOlder =
      last &&
      (row.operationId < last.operationId ||
        (row.operationId === last.operationId && row.index < last.index));
    if (isOlder) run.breaches.push(`${nameOf(row)} is sent after ${nameOf(last)}`);
    run.sent.set(target, row);
  }
};

const sendRows = (run: Run, rows: readonly RequestRow[]): void => {
  checkOrder(run, rows);
  run.listings.send(rows);
};

/** The level that a guarded row is compared with, independent of the decider. */
const levelFor = (run: Run, { change }: RequestRow): ComparedLevel | null => {
  const target = targetOf(change);
  if (run.guard === 'LAST_ACKNOWLEDGED') return run.store.targets.get(target)?.level?.level ?? null;
  const quantity = vendorQuantity(run, target);
  return quantity === null ? null : { quantity, soldOut: null, observedAt: run.now, source: 'VENDOR_READ' };
};

/** Whether a change that ended in doubt is newer than the level of its target. */
const hasNewerInDoubt = ({ store }: Run, name: string): boolean => {
  const target = store.targets.get(name);
  return (target?.items ?? []).some(({ item, progress: { outcome, mayHaveApplied } }) => {
    if (!outcome || item.operationId <= (target?.level?.by ?? 0)) return false;
    if (outcome.state === 'FAILED') return outcome.failure.mayHaveApplied;
    if (outcome.state === 'APPLIED')
      return outcome.receipt.kind === 'STOCK_ADJUSTMENT' && outcome.receipt.level === null;
    return outcome.state === 'OUTCOME_UNKNOWN' || mayHaveApplied;
  });
};

/** Items that a claim ended as stale had another level, or one that is in doubt. */
const checkStale = (run: Run, refs: readonly ItemRef[]): void => {
  for (const ref of refs) {
    const stored = run.store.itemOf(ref);
    const { outcome } = stored?.progress ?? {};
    if (!stored || outcome?.state !== 'FAILED' || outcome.failure.type !== 'StaleQuantity') continue;
    const level = levelFor(run, { ...ref, change: stored.change });
    const isInDoubt = outcome.failure.actual === null && level !== null;
    if (isInDoubt && !hasNewerInDoubt(run, stored.target))
      run.breaches.push(`${nameOf(ref)} is stale at a level that is certain`);
    if (isGuarded(stored.change) && level?.quantity === stored.change.ifQuantity && !isInDoubt)
      run.breaches.push(`${nameOf(ref)} is stale at its own level`);
  }
};

/** The guarded rows of a request that is about to be sent. A read decides on them, or the claim has decided. */
const compareGuarded = (run: Run, requestId: RequestId, rows: readonly ClaimedRow[]): void => {
  for (const row of rows) {
    if (!isGuarded(row.change)) continue;
    const level = levelFor(run, row);
    if (run.guard === 'LAST_ACKNOWLEDGED') {
      if (level?.quantity !== row.change.ifQuantity)
        run.breaches.push(`${nameOf(row)} is sent at ${level?.quantity}, not at ${row.change.ifQuantity}`);
      const held = vendorQuantity(run, targetOf(row.change));
      // All writers use the gateway, so the comparison is exact. A try in doubt may have set the value itself.
      if (row.isInDoubt !== true && held !== row.change.ifQuantity)
        run.breaches.push(
          `${nameOf(row)} is sent while the vendor holds ${held}, not ${row.change.ifQuantity}`,
        );
      continue;
    }
    const outcome = compareQuantity({
      change: row.change,
      level,
      guard: run.guard,
      mayHaveApplied: row.isInDoubt === true,
    });
    if (!outcome) continue;
    const ended = [{ operationId: row.operationId, index: row.index, outcome }];
    hear(run, run.store.settle({ requestId, at: run.now, outcome: null, exchange: null, rows: ended }));
    noteApplied(run, ended);
  }
};

/** Of the guarded items that expect one quantity of a target, one at most is applied. */
const noteApplied = (run: Run, refs: readonly ItemRef[]): void => {
  for (const ref of refs) {
    const stored = run.store.itemOf(ref);
    if (stored?.progress.state !== 'APPLIED') continue;
    const { change } = stored;
    const target = targetOf(change);
    if (isGuarded(change)) {
      const key = `${target} at ${change.ifQuantity}`;
      const other = run.used.get(key);
      if (other !== undefined && other !== nameOf(ref))
        run.breaches.push(`${other} and ${nameOf(ref)} are both applied: ${key}`);
      run.used.set(key, nameOf(ref));
    }
    if (change.kind === 'STOCK_SET') run.used.delete(`${target} at ${change.quantity}`);
    if (change.kind === 'PRODUCT_REPLACEMENT') run.used.delete(`${target} at ${change.stockQuantity}`);
    const { outcome } = stored.progress;
    if (outcome?.state === 'APPLIED' && outcome.receipt.kind === 'STOCK_ADJUSTMENT')
      run.used.delete(`${target} at ${outcome.receipt.level?.quantity}`);
  }
};

const acceptSome = (run: Run): void => {
  const { random, store } = run;
  const used = new Set<string>();
  const items: DraftItem[] = [];
  const kind = random.chance(0.25) ? 'STOCK_ADJUSTMENT' : 'STOCK_SET';
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    run.accepted += 1;
    const change =
      kind === 'STOCK_ADJUSTMENT'
        ? adjustmentOf(random.pick(products) ?? '1', random.pick([-3, -1, 1, 2, 5]) ?? 1)
        : ((random.chance(0.6) ? run.listings.changeOf(products, run.accepted) : null) ??
          changeOf(random, run.accepted));
    if (used.size !== used.add(targetOf(change)).size) items.push(draftItem(change));
  }
  if (random.chance(0.1)) items.push(failedDraft);
  const key = random.chance(0.2) ? `key-${random.below(4)}` : null;
  const fingerprint = `input-${random.below(2)}`;
  const before = store.operations.size;
  const acceptance = store.accept({
    client,
    kind,
    createdAt: run.now,
    deadline: run.now + 500,
    idempotency: key === null ? null : { key, fingerprint, scope: '' },
    items,
  });
  if (acceptance.type === 'accepted') {
    for (const item of acceptance.queued) run.offered.set(nameOf(item), item);
    const keyName = `${key} ${fingerprint}`;
    if (key !== null && run.unseen.has(`used ${key}`)) run.breaches.push(`${key} makes a second operation`);
    if (key !== null) run.unseen.add(`used ${key}`).add(`first ${keyName}`);
  } else {
    if (store.operations.size !== before) run.breaches.push(`${key} is answered and accepted`);
    const isSame = run.unseen.has(`first ${key} ${fingerprint}`);
    if (isSame !== (acceptance.type === 'replayed')) run.breaches.push(`${key}: ${acceptance.type}`);
  }
};

const claimSome = (run: Run, share: number): void => {
  for (const [from, waiting] of [
    ['QUEUED', run.offered],
    ['RETRYING', run.retrying],
  ] as const) {
    const taken = run.random.some([...waiting.values()], share);
    for (const ref of taken) waiting.delete(nameOf(ref));
    // A request has changes of one kind, as each kind has a call of its own.
    const kinds = Map.groupBy(taken, (ref) => run.store.itemOf(ref)?.item.kind ?? 'STOCK_SET');
    for (const [kind, refs] of kinds) {
      const open = refs.filter((ref) => isPending(run.store.itemOf(ref)?.progress.state ?? 'FAILED'));
      const { request, changes } = run.store.claim(refs, draftFor(run, kind), from);
      if (request) sendRows(run, request.rows);
      hear(run, changes);
      if (run.guard === 'LAST_ACKNOWLEDGED') checkStale(run, open);
      if (request) compareGuarded(run, request.id, request.rows);
    }
  }
};

const outcomeOf = (run: Run, row: RequestRow, request: RequestId): RowOutcome => {
  if (isUnseenAdjustment(run, row, request)) return appliedOutcome(run, row);
  if (isRefusedAdjustment(run, row, request)) return refusedRow('VENDOR_REJECTED');
  const what = run.random.below(10);
  const name = nameOf(row);
  if (what < 6) {
    // A row is sent again: what an unseen try did is done again.
    applyAt(run, row);
    if (isAdjustment(row)) return appliedOutcome(run, row);
    return { ...appliedAt(run.now), receipt: { kind: 'STOCK_SET', vendorReference: name } } as RowOutcome;
  }
  if (what < 8) return refusedRow('VENDOR_REJECTED');
  if (run.random.chance(0.5)) applyUnseen(run, row, request);
  return { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown('No answer.') };
};

/** The rows of a request with the values that it sent. */
const rowsSent = (run: Run, request: StoredRequest): readonly RequestRow[] =>
  request.rows.flatMap((ref) => {
    const stored = run.store.itemOf(ref);
    return stored ? [{ ...ref, change: withKept(stored.change, stored.progress.kept ?? []) }] : [];
  });

/** An unfinished row of this request; sometimes any row, as for a late or repeated answer. */
const currentRows = (run: Run, request: StoredRequest): readonly RequestRow[] => {
  const isAny = run.guard === 'READ_BEFORE_WRITE' && run.random.chance(0.1);
  return rowsSent(run, request).filter((ref) => {
    const progress = run.store.itemOf(ref)?.progress;
    return isAny || (progress?.requestId === request.id && isPending(progress.state));
  });
};

const isCurrent = (run: Run, request: StoredRequest, ref: ItemRef): boolean => {
  const progress = run.store.itemOf(ref)?.progress;
  return progress?.requestId === request.id && isInFlight(progress);
};

/** A late answer about a row: the vendor does not report a refusal of what it applied. */
const lateOutcomeOf = (run: Run, row: RequestRow, request: RequestId): RowOutcome =>
  run.unseen.has(isAdjustment(row) ? sentName(row, request) : nameOf(row))
    ? appliedOutcome(run, row)
    : refusedRow('VENDOR_REJECTED');

const settleSome = (run: Run, request: StoredRequest): void => {
  const { random, store, now } = run;
  const rows = random.some(currentRows(run, request), random.chance(0.8) ? 1 : 0.5);
  const isCallback = request.outcome === 'AWAITING_CALLBACK';
  const [ended, released, failed]: [RequestRow[], RequestRow[], RequestRow[]] = [[], [], []];
  for (const row of rows) {
    const kind = random.below(10);
    // A row that was not sent, or certainly refused, was not applied.
    if (kind < 7 || isCallback || isUnseenAdjustment(run, row, request.id)) ended.push(row);
    else if (kind < 8) released.push(row);
    else failed.push(row);
  }
  const retryOf = (row: RequestRow): Retry => {
    const mayHaveApplied = random.chance(0.5);
    if (mayHaveApplied && random.chance(0.5) && isCurrent(run, request, row))
      applyUnseen(run, row, request.id);
    const failure = vendorUnavailable('VENDOR_UNAVAILABLE', 'Away.', { mayHaveApplied });
    const tries = (store.itemOf(row)?.progress.retry?.tries ?? 0) + 1;
    return { tries, at: now + 10, until: now + 100, outcome: { state: 'FAILED', failure } };
  };
  const isTimeout = random.chance(0.1);
  const changes = store.settle({
    requestId: request.id,
    at: now,
    outcome: isCallback ? (isTimeout ? 'TIMED_OUT' : 'CALLED_BACK') : 'ANSWERED',
    exchange: null,
    rows: ended.map((row) => ({
      ...row,
      outcome: isCurrent(run, request, row)
        ? outcomeOf(run, row, request.id)
        : lateOutcomeOf(run, row, request.id),
    })),
    release: released,
    retry: failed.map((row) => ({ ...row, retry: retryOf(row) })),
  });
  hear(run, changes);
  noteApplied(run, ended);
};

const openRequests = ({ store }: Run): readonly StoredRequest[] =>
  [...store.requests.values()].filter((request) =>
    request.rows.some((ref) => {
      const progress = store.itemOf(ref)?.progress;
      return progress?.requestId === request.id && isPending(progress.state);
    }),
  );

const lateEvidence = (run: Run): void => {
  if (run.guard === 'LAST_ACKNOWLEDGED') return;
  const unknown = [...run.store.items.values()].flatMap((items) =>
    items.flatMap((one) => (one?.progress.state === 'OUTCOME_UNKNOWN' ? [one] : [])),
  );
  const one = run.random.pick(unknown);
  const { requestId } = one?.progress ?? {};
  if (!one || requestId === null || requestId === undefined) return;
  const outcome = lateOutcomeOf(run, { ...one.item, change: one.change }, requestId);
  hear(
    run,
    run.store.settle({
      requestId,
      at: run.now,
      outcome: null,
      exchange: null,
      rows: [{ ...one.item, outcome }],
    }),
  );
};

const restart = (run: Run): void => {
  // What was being sent may have reached the vendor.
  for (const request of openRequests(run)) {
    if (request.outcome === 'AWAITING_CALLBACK') continue;
    for (const row of rowsSent(run, request)) {
      if (!isCurrent(run, request, row) || run.random.chance(0.5)) continue;
      if (run.store.itemOf(row)?.progress.state !== 'SENDING') continue;
      if (!isUnseenAdjustment(run, row, request.id)) applyUnseen(run, row, request.id);
    }
  }
  run.offered.clear();
  run.retrying.clear();
  const { queued, retrying } = run.store.restart();
  hear(run, { unblocked: queued, retrying });
  for (const { id, outcome } of run.store.requests.values())
    if (outcome === 'SENDING') run.breaches.push(`request ${id} is still being sent after a restart`);
};

/** Cancels any operation, a completed one too. The gateway may still hold its items in its queues. */
const cancelSome = (run: Run): void => {
  const { random, store } = run;
  const id = random.pick([...store.operations.keys()]);
  if (id === undefined) return;
  const { canceled, changes } = store.cancel({ operationId: id, by: client, channels: null, at: run.now });
  run.canceled += canceled.length;
  hear(run, changes);
};

/** The vendor refuses a request of adjustments as a whole, so that parts of it are sent again. */
const noteRefusal = (run: Run, request: StoredRequest): void => {
  const { id } = request;
  const rows = rowsSent(run, request);
  const isSending = rows.every((row) => run.store.itemOf(row)?.progress.state === 'SENDING');
  if (!isSending || rows.some((row) => isUnseenAdjustment(run, row, id))) return;
  const exchange = { httpStatus: 400, vendorRequestId: null };
  run.store.noteExchange(id, { outcome: 'REFUSED', exchange, at: run.now, mayHaveApplied: false });
};

/** An adjustment that may have been applied is not retried. */
const isInDoubt = ({ change, progress: { state, outcome } }: StoredItem): boolean =>
  change.kind === 'STOCK_ADJUSTMENT' &&
  (state === 'OUTCOME_UNKNOWN' || (outcome?.state === 'FAILED' && outcome.failure.mayHaveApplied));

/** Retries items of an operation that has ended, in any end state but APPLIED. */
const retrySome = (run: Run): void => {
  const { random, store } = run;
  const ended = [...store.operations.values()].filter(({ completedAt }) => completedAt !== null);
  const operation = random.pick(ended);
  if (!operation) return;
  const items = (store.items.get(operation.id) ?? []).flatMap((one) =>
    one && one.progress.state !== 'APPLIED' && !isInDoubt(one) ? [one] : [],
  );
  const chosen = random.some(items, 0.9);
  if (chosen.length === 0) return;
  const acceptance = store.accept({
    client,
    kind: operation.kind,
    createdAt: run.now,
    deadline: run.now + 500,
    idempotency: null,
    retryOf: { operationId: operation.id, first: acceptedFirst(operation) },
    items: chosen.map(({ change }) => draftItem(change)),
  });
  const isSecond = [...store.operations.values()].some(
    ({ id, retryOf }) =>
      retryOf?.operationId === operation.id &&
      (acceptance.type !== 'accepted' || id !== acceptance.operation.id),
  );
  if (isSecond && operation.kind === 'STOCK_ADJUSTMENT') {
    if (acceptance.type !== 'retried') run.breaches.push(`operation ${operation.id} is retried twice`);
    return;
  }
  if (acceptance.type !== 'accepted') throw new Error('A retry without a key is accepted');
  for (const item of acceptance.queued) run.offered.set(nameOf(item), item);
  run.retried += acceptance.queued.length;
  run.outdated += acceptance.operation.supersededCount;
};

/** The operation that accepted the value of this item first. An adjustment has no older value. */
const ageOf = ({ store }: Run, { operationId }: ItemRef): number => {
  let operation = store.operations.get(operationId);
  while (operation?.retryOf && operation.kind !== 'STOCK_ADJUSTMENT')
    operation = store.operations.get(operation.retryOf.operationId);
  return operation?.id ?? Number.NaN;
};

const withRequest = (run: Run, act: (request: StoredRequest, id: RequestId) => void): void => {
  const request = run.random.pick(openRequests(run));
  if (request) act(request, request.id);
};

const step = (run: Run): void => {
  const { random, store } = run;
  run.now += 1;
  if (random.chance(0.1)) observe(store.history, random, run.now);
  const what = random.below(100);
  if (what < 22) acceptSome(run);
  else if (what < 26) retrySome(run);
  else if (what < 52) claimSome(run, random.chance(0.5) ? 1 : 0.5);
  else if (what < 78) withRequest(run, (request) => settleSome(run, request));
  else if (what < 84)
    withRequest(run, (request, id) => {
      const { kind } = request.draft;
      // A failed callback or a refusal: the vendor applied none of them. Otherwise it may have applied some.
      const isAdjusting = kind === 'STOCK_ADJUSTMENT';
      const rows = random
        .some(currentRows(run, request), 0.7)
        .filter((row) => !isUnseenAdjustment(run, row, id));
      const isRefused = request.outcome === 'AWAITING_CALLBACK' || random.chance(0.5);
      if (isAdjusting && isRefused) noteRefusal(run, request);
      else if (isAdjusting)
        for (const row of rows) if (isCurrent(run, request, row)) applyUnseen(run, row, id);
      const sent = store.resend(id, rows, draftFor(run, kind), 'CALLED_BACK');
      if (sent) sendRows(run, sent.rows);
      if (sent) compareGuarded(run, sent.id, sent.rows);
    });
  else if (what < 90)
    withRequest(run, (_, id) => {
      if (run.guard === 'LAST_ACKNOWLEDGED') return;
      const exchange = { httpStatus: 202, vendorRequestId: `v-${id}` };
      store.awaitCallback({ id, exchange, at: run.now, deadline: run.now + 50 });
    });
  else if (what < 94)
    withRequest(run, (request, id) => {
      if (request.outcome === 'AWAITING_CALLBACK') return;
      const exchange = { httpStatus: null, vendorRequestId: null };
      store.noteExchange(id, {
        outcome: 'UNAVAILABLE',
        exchange,
        at: run.now,
        mayHaveApplied: random.chance(0.5),
      });
    });
  else if (what < 96) lateEvidence(run);
  else if (what < 98) cancelSome(run);
  else restart(run);
};

/** Claims and settles until nothing is pending. */
const drain = (run: Run): void => {
  for (let round = 0; round < 200; round += 1) {
    run.now += 1;
    claimSome(run, 1);
    const open = openRequests(run);
    for (const request of open) {
      const rows = rowsSent(run, request).filter((row) => isCurrent(run, request, row));
      const changes = run.store.settle({
        requestId: request.id,
        at: run.now,
        outcome: request.outcome === 'AWAITING_CALLBACK' ? 'CALLED_BACK' : 'ANSWERED',
        exchange: null,
        rows: rows.map((row) => {
          if (!isUnseenAdjustment(run, row, request.id)) applyAt(run, row);
          return { ...row, outcome: appliedOutcome(run, row) };
        }),
      });
      hear(run, changes);
      noteApplied(run, rows);
    }
    if (open.length === 0 && run.offered.size + run.retrying.size === 0) return;
  }
};

/** An adjustment is applied exactly once where the gateway says so, and never where it says the opposite. */
const checkDelta = ({ deltas, breaches }: Run, item: ItemRef, { state, outcome }: Progress): void => {
  const times = deltas.get(nameOf(item)) ?? 0;
  if (state === 'SUPERSEDED') breaches.push(`the adjustment ${nameOf(item)} is superseded`);
  if (state === 'APPLIED' && times !== 1)
    breaches.push(`the adjustment ${nameOf(item)} is APPLIED, and was applied ${times} times`);
  if (state === 'FAILED' && times !== 0)
    breaches.push(`the adjustment ${nameOf(item)} FAILED, and was applied ${times} times`);
  if (outcome?.state === 'FAILED' && outcome.failure.mayHaveApplied)
    breaches.push(`the adjustment ${nameOf(item)} FAILED in doubt`);
};

/** The conditions once nothing is pending. */
const checkEnd = (run: Run): void => {
  const { store, breaches } = run;
  for (const items of store.items.values())
    for (const one of items)
      if (one && isPending(one.progress.state))
        breaches.push(`${nameOf(one.item)} is left ${one.progress.state}`);
  for (const [name, { items, level }] of store.targets) {
    const applied = items.filter(({ progress }) => progress.state === 'APPLIED');
    const newest = applied.reduce<number>((most, { item }) => Math.max(most, item.operationId), 0);
    const canceled = new Set(
      items.flatMap(({ item, progress }) => (progress.state === 'CANCELED' ? [nameOf(item)] : [])),
    );
    for (const row of run.vendor.get(name) ?? [])
      if (canceled.has(nameOf(row))) breaches.push(`${nameOf(row)} is canceled, and was applied`);
    // Without a read, an adjustment leaves the level of the change before it.
    const written = applied.filter(
      ({ progress: { outcome } }) =>
        outcome?.state === 'APPLIED' &&
        (outcome.receipt.kind !== 'STOCK_ADJUSTMENT' || outcome.receipt.level !== null),
    );
    const ofProduct = written.filter(({ change }) => namedBy(change).includes('product'));
    const writer = ofProduct.reduce<number>((most, { item }) => Math.max(most, item.operationId), 0);
    const hasUnseen = items.some(({ item }) => run.unseen.has(nameOf(item)));
    if (!hasUnseen) breaches.push(...run.listings.breachesAt(name, items));
    // Late evidence of a change changes no level once the listing of an option was applied after it.
    if (writer > 0 && level?.by !== writer && !(hasUnseen && writer < newest))
      breaches.push(`the level of ${name} is that of operation ${level?.by}, not of ${writer}`);
    const last = run.vendor.get(name)?.at(-1);
    if (last && newest > last.operationId) breaches.push(`${name} has not its newest value`);
    for (const [at, row] of (run.vendor.get(name) ?? []).entries()) {
      const before = run.vendor.get(name)?.[at - 1];
      if (before && ageOf(run, before) > ageOf(run, row))
        breaches.push(`${nameOf(row)} was applied after the newer value of ${nameOf(before)}`);
    }
    const latest = items.findLast((one) => !isOutdatedRetry(store, one));
    if (
      latest?.progress.state === 'SUPERSEDED' &&
      !('observedAt' in latest.change && latest.change.observedAt !== null)
    )
      breaches.push(`${name}: the newest change was not sent`);
    for (const { item, progress, change } of items) {
      const { outcome } = progress;
      if (change.kind === 'STOCK_ADJUSTMENT') checkDelta(run, item, progress);
      if (outcome?.state === 'FAILED' && !outcome.failure.mayHaveApplied && run.unseen.has(nameOf(item)))
        breaches.push(`${nameOf(item)} FAILED, and was applied`);
    }
  }
};

/** Runs one program on the store in memory. Returns the number of its steps, and every error. */
export const runProgram = (seed: number, length: number) => {
  const breaches: string[] = [];
  const random = createRandom(seed);
  const store = createMemoryStore((writes) => breaches.push(...breachesOfWrites(writes)));
  const run: Run = {
    store,
    listings: createListings(store, random),
    random,
    guard: random.chance(0.5) ? 'READ_BEFORE_WRITE' : 'LAST_ACKNOWLEDGED',
    used: new Map(),
    deltas: new Map(),
    offered: new Map(),
    retrying: new Map(),
    vendor: new Map(),
    unseen: new Set(),
    sent: new Map(),
    breaches,
    accepted: 0,
    canceled: 0,
    retried: 0,
    outdated: 0,
    now: 1_000,
  };
  let steps = 0;
  for (; steps < length && breaches.length === 0; steps += 1) {
    step(run);
    if (steps % 10 === 0) breaches.push(...breachesOf(run.store));
  }
  if (breaches.length === 0) {
    drain(run);
    breaches.push(...breachesOf(run.store));
    checkEnd(run);
  }
  const { canceled, retried, outdated } = run;
  return { steps, breaches, canceled, retried, outdated, ...run.listings.counts() };
};
