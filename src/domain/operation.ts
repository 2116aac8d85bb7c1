import type { ChannelId, ClientId, OperationId } from './ids.ts';

export const operationKinds = [
  'STOCK_SET',
  'STOCK_ADJUSTMENT',
  'PRODUCT_REPLACEMENT',
  'INVENTORY_CONFIRMATION',
] as const;
export type OperationKind = (typeof operationKinds)[number];

/**
 * Whether a change of this kind may reach the vendor twice. An adjustment may not: it is relative. So the gateway sends
 * an adjustment again only if its earlier request was certainly not applied.
 */
export const isRepeatable = (kind: OperationKind): boolean => kind !== 'STOCK_ADJUSTMENT';

const operationStatuses = ['RUNNING', 'COMPLETED'] as const;
export type OperationStatus = (typeof operationStatuses)[number];

/** The operation whose items are retried, and the operation that accepted their values first: itself, unless it retries too. */
export type RetryOf = { readonly operationId: OperationId; readonly first: OperationId };

/** One accepted mutation. Times are milliseconds since the epoch. */
export type Operation = {
  readonly id: OperationId;
  readonly client: ClientId;
  readonly kind: OperationKind;
  /** Null if the client sent none. */
  readonly idempotencyKey: string | null;
  /** Null unless it retries another operation. */
  readonly retryOf: RetryOf | null;
  readonly createdAt: number;
  readonly completedAt: number | null;
  /** Rises by one with every change of an item's result; 1 at acceptance. */
  readonly sequence: number;
  readonly itemCount: number;
  readonly appliedCount: number;
  readonly failedCount: number;
  readonly supersededCount: number;
  readonly canceledCount: number;
  readonly unknownCount: number;
};

/** The operation that accepted the values of this one first. The values of a retry are as old as the first operation. */
export const acceptedFirst = ({ id, retryOf }: Pick<Operation, 'id' | 'retryOf'>): OperationId =>
  retryOf?.first ?? id;

export const operationStatus = (operation: Operation): OperationStatus =>
  operation.completedAt === null ? 'RUNNING' : 'COMPLETED';

export const pendingCount = (operation: Operation): number =>
  operation.itemCount -
  operation.appliedCount -
  operation.failedCount -
  operation.supersededCount -
  operation.canceledCount -
  operation.unknownCount;

/** Identifies one item of one operation. */
export type ItemRef = {
  readonly operationId: OperationId;
  readonly index: number;
};

export const isSameItem = (a: ItemRef, b: ItemRef): boolean =>
  a.operationId === b.operationId && a.index === b.index;

/** An item that waits to be sent, with the data that its queue needs. */
export type QueuedItem = ItemRef & {
  /** The clients of a channel are served in turn. */
  readonly client: ClientId;
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  /** Rows with different shapes never share a vendor request. */
  readonly shape: string;
};
