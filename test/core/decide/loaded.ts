import type {
  LoadedItem,
  LoadedRequest,
  Progress,
  Queue,
  QueuedRow,
} from '../../../src/core/decide/data/state.ts';
import { firstProgress } from '../../../src/core/decide/data/state.ts';
import { type Change, targetOf } from '../../../src/domain/changes/change.ts';
import { noWatermarks } from '../../../src/domain/changes/watermark.ts';
import { asClientId, asOperationId, asRequestId } from '../../../src/domain/ids.ts';
import type { Operation } from '../../../src/domain/operation.ts';

export const client = asClientId('partner');
export const operation = (id: number, more: Partial<Operation> = {}): Operation => ({
  id: asOperationId(id),
  client,
  kind: 'STOCK_SET',
  idempotencyKey: null,
  retryOf: null,
  createdAt: 1_000,
  completedAt: null,
  sequence: 1,
  itemCount: 1,
  appliedCount: 0,
  failedCount: 0,
  supersededCount: 0,
  canceledCount: 0,
  unknownCount: 0,
  ...more,
});

/** The only item of an operation, unless `of` says otherwise. */
export const item = (
  of: number | Operation,
  change: Change,
  progress: Partial<Progress> = {},
  index = 0,
): LoadedItem => {
  const own = typeof of === 'number' ? operation(of) : of;
  return {
    item: {
      operationId: own.id,
      index,
      client,
      channel: change.channel,
      kind: change.kind,
      shape: 'plain',
    },
    target: targetOf(change),
    change,
    operation: own,
    progress: { ...firstProgress(9_000), ...progress },
  };
};

export const sending = (requestId = 1): Partial<Progress> => ({
  state: 'SENDING',
  requestId: asRequestId(requestId),
});

export const queued = (row: LoadedItem, queue: Partial<Queue> = {}): QueuedRow => ({
  ...row,
  queue: {
    isTaken: row.progress.state === 'SENDING' || row.progress.state === 'AWAITING_CALLBACK',
    waiting: row.progress.state === 'QUEUED' || row.progress.state === 'RETRYING' ? [row] : [],
    watermarks: noWatermarks,
    appliedBy: null,
    level: null,
    ...queue,
  },
});

export const request = (id: number, rows: readonly LoadedItem[], more: Partial<LoadedRequest> = {}) => ({
  id: asRequestId(id),
  attempt: 1,
  outcome: 'SENDING' as const,
  vendorRequestId: null,
  earlyCallback: null,
  rows,
  ...more,
});
