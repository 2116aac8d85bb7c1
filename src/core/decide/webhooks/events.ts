import type { Drift } from '../../../domain/drift.ts';
import type { ItemFailure } from '../../../domain/failure.ts';
import { globalIdOf, stockLevelNodeId } from '../../../domain/global-id.ts';
import {
  type ChannelId,
  type ClientId,
  keyOf,
  type OperationId,
  type WebhookEndpointId,
} from '../../../domain/ids.ts';
import { type ItemTarget, itemTargetOf } from '../../../domain/item.ts';
import type { Operation } from '../../../domain/operation.ts';
import { type StockLevel, stockKeyText } from '../../../domain/stock.ts';
import type { WebhookEvent, WebhookRights } from '../../../domain/webhook.ts';
import type { NewOperation } from '../accept.ts';
import type { RowWrite } from '../catalogue.ts';
import type { Writes } from '../data/writes.ts';
import { driftOf } from '../drift.ts';
import type { HistoryWrite } from '../history.ts';
import { mayReceive } from './rights.ts';

/** An enabled endpoint, with the present rights of its client. Null if the client has no valid key. */
export type WebhookListener = {
  readonly id: WebhookEndpointId;
  readonly client: ClientId;
  readonly events: readonly WebhookEvent[];
  readonly rights: WebhookRights | null;
};

/** A delivery to store, in the transaction of the change that it reports. */
export type NewDelivery = {
  readonly endpointId: WebhookEndpointId;
  readonly event: WebhookEvent;
  /** Deliveries of one chain are sent in order: those of an operation, and those of a stock level. */
  readonly chain: string;
  /** The channel of the stock level. Null for an event of an operation. */
  readonly channel: ChannelId | null;
  readonly createdAt: number;
  /** The member `data` of the body, as JSON. */
  readonly data: string;
  /** Null for one that waits for an earlier delivery of the same list. */
  readonly nextAttemptAt: number | null;
};

type Happened = Pick<NewDelivery, 'event' | 'chain' | 'channel' | 'createdAt'> & {
  /** The client of the operation. Null for an event that is not of an operation. */
  readonly client: ClientId | null;
  /** The data for a client. */
  dataFor(client: ClientId): unknown;
};

const timeText = (ms: number): string => new Date(ms).toISOString();

const operationChain = (id: OperationId): string => `operation:${id}`;

const aboutOperation = (operation: Operation) => ({
  id: globalIdOf('Operation', operation.id),
  kind: operation.kind,
  idempotencyKey: operation.idempotencyKey,
});

const completed = (operation: Operation, at: number): Happened => ({
  event: 'OPERATION_COMPLETED',
  chain: operationChain(operation.id),
  channel: null,
  createdAt: at,
  client: operation.client,
  dataFor: () => ({
    operation: {
      ...aboutOperation(operation),
      status: 'COMPLETED',
      createdAt: timeText(operation.createdAt),
      completedAt: timeText(at),
      itemCount: operation.itemCount,
      appliedCount: operation.appliedCount,
      failedCount: operation.failedCount,
      supersededCount: operation.supersededCount,
      canceledCount: operation.canceledCount,
      unknownCount: operation.unknownCount,
    },
  }),
});

const itemFailed = (
  operation: Operation,
  index: number,
  target: ItemTarget,
  failure: ItemFailure,
  at: number,
): Happened => ({
  event: 'ITEM_FAILED',
  chain: operationChain(operation.id),
  channel: null,
  createdAt: at,
  client: operation.client,
  dataFor: () => ({
    operation: aboutOperation(operation),
    item: {
      index,
      target: {
        channelKey: target.channel,
        productId: target.productId,
        locationId: target.locationId,
        optionId: target.listing?.optionId ?? null,
        orderItemId: target.orderItemId,
        sku: target.listing?.sku ?? null,
      },
      code: failure.code,
      message: failure.message,
      retryable: failure.retryable,
      mayHaveApplied: failure.mayHaveApplied,
      vendorCode: failure.vendorCode,
      vendorMessage: failure.vendorMessage,
    },
  }),
});

const aboutLevel = (level: StockLevel) => ({
  id: globalIdOf('StockLevel', stockLevelNodeId(level)),
  channelKey: keyOf(level.channel),
  productId: level.productId,
  locationId: level.locationId,
  optionId: level.optionId,
  quantity: level.quantity,
  soldOut: level.soldOut,
  observedAt: timeText(level.observedAt),
  source: level.source,
});

const levelChain = (level: StockLevel): string => `level:${stockKeyText(level)}`;

const stockChanged = (
  { level, at, by, vendorReference }: HistoryWrite,
  clientOf: (id: OperationId) => ClientId | null,
): Happened => ({
  event: 'STOCK_CHANGED',
  chain: levelChain(level),
  channel: level.channel,
  createdAt: at,
  client: null,
  dataFor: (client) => ({
    stockLevel: aboutLevel(level),
    // As in the history of a level: the operations of other clients are not shown.
    operation: by !== null && clientOf(by) === client ? { id: globalIdOf('Operation', by) } : null,
    vendorReference,
  }),
});

const driftFound = (level: StockLevel, drift: Drift): Happened => ({
  event: 'DRIFT_FOUND',
  chain: levelChain(level),
  channel: level.channel,
  createdAt: level.observedAt,
  client: null,
  dataFor: () => ({
    stockLevel: aboutLevel(level),
    drift: { expected: drift.expected, actual: drift.actual, since: timeText(drift.since) },
  }),
});

/** The deliveries of what happened, one for each endpoint that wants the event and whose client may see it. */
const deliveriesOf = (
  happened: Iterable<Happened>,
  listeners: readonly WebhookListener[],
): readonly NewDelivery[] => {
  const deliveries: NewDelivery[] = [];
  const chains = new Set<string>();
  for (const { event, chain, channel, createdAt, client, dataFor } of happened) {
    for (const { id: endpointId, client: own, events, rights } of listeners) {
      if (!events.includes(event) || (client !== null && client !== own)) continue;
      if (!mayReceive(event, channel, rights)) continue;
      const data = JSON.stringify(dataFor(own));
      const isFirst = chains.size !== chains.add(`${endpointId} ${chain}`).size;
      const nextAttemptAt = isFirst ? createdAt : null;
      deliveries.push({ endpointId, event, chain, channel, createdAt, data, nextAttemptAt });
    }
  }
  return deliveries;
};

const wants = (listeners: readonly WebhookListener[], event: WebhookEvent): boolean =>
  listeners.some(({ events }) => events.includes(event));

/** What the writes of a command report: items that failed, operations that are completed now, and written levels. */
const happenedIn = function* (
  { ended, levels, operations }: Writes,
  listeners: readonly WebhookListener[],
): Generator<Happened> {
  if (wants(listeners, 'STOCK_CHANGED') && levels.length > 0) {
    const clients = new Map(operations.map(({ id, client }) => [id, client]));
    for (const write of levels) yield stockChanged(write, (id) => clients.get(id) ?? null);
  }
  if (!ended) return;
  const after = new Map(operations.map((operation) => [operation.id, operation]));
  const running = new Set<OperationId>();
  for (const { row, after: progress } of ended.outcomes) {
    const { outcome } = progress;
    if (row.operation.completedAt === null) running.add(row.operation.id);
    if (outcome?.state !== 'FAILED') continue;
    const operation = after.get(row.operation.id) ?? row.operation;
    yield itemFailed(operation, row.item.index, itemTargetOf(row.change), outcome.failure, ended.at);
  }
  for (const operation of operations)
    if (operation.completedAt !== null && running.has(operation.id))
      yield completed(operation, operation.completedAt);
};

/** The deliveries that the writes of a command yield. Without listeners it costs nothing. */
export const deliveriesOfWrites = (
  writes: Writes,
  listeners: readonly WebhookListener[],
): readonly NewDelivery[] =>
  listeners.length === 0 ? [] : deliveriesOf(happenedIn(writes, listeners), listeners);

/** Whether the writes of a command may yield deliveries. */
export const mayReport = ({ ended, levels }: Writes): boolean => ended !== null || levels.length > 0;

const happenedAtAcceptance = function* ({ operation, items, progress }: NewOperation): Generator<Happened> {
  for (const [index, { outcome }] of progress.entries()) {
    const item = items[index];
    if (outcome?.state !== 'FAILED' || !item) continue;
    const target = item.item ? itemTargetOf(item.change) : item.named;
    yield itemFailed(operation, index, target, outcome.failure, operation.createdAt);
  }
  if (operation.completedAt !== null) yield completed(operation, operation.completedAt);
};

/** The deliveries that the acceptance of an operation yields: its refused items, and its end if nothing is queued. */
export const deliveriesOfAcceptance = (
  accepted: NewOperation,
  listeners: readonly WebhookListener[],
): readonly NewDelivery[] =>
  listeners.length === 0 || accepted.operation.failedCount + accepted.operation.supersededCount === 0
    ? []
    : deliveriesOf(happenedAtAcceptance(accepted), listeners);

/**
 * The drift that a read found: drift that was not there before, or another unexplained difference. A change at the vendor
 * that an event explains moves the expected and the actual quantity, and is not found again.
 */
const foundDrift = ({ row, tracking, stored, storedTracking }: RowWrite<StockLevel>): Drift | null => {
  const drift = driftOf(row.quantity, tracking);
  const before = stored && driftOf(stored.quantity, storedTracking);
  if (!drift || (before && before.actual - before.expected === drift.actual - drift.expected)) return null;
  return drift;
};

/** The deliveries of levels that were read: changes of quantities, as in the history of stock, and drift. */
export const deliveriesOfReading = (
  history: readonly HistoryWrite[],
  writes: readonly RowWrite<StockLevel>[],
  listeners: readonly WebhookListener[],
): readonly NewDelivery[] => {
  if (listeners.length === 0) return [];
  const changed = history.map((write) => stockChanged(write, () => null));
  const drifted = wants(listeners, 'DRIFT_FOUND')
    ? writes.flatMap((write) => {
        const drift = foundDrift(write);
        return drift ? [driftFound(write.row, drift)] : [];
      })
    : [];
  return deliveriesOf([...changed, ...drifted], listeners);
};
