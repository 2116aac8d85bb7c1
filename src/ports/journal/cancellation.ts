import type { ChannelKey, ClientId, OperationId } from '../../domain/ids.ts';
import type { QueuedItem } from '../../domain/operation.ts';
import { type Changes, noChanges } from './changes.ts';

/** Cancels the queued items of an operation. */
export type CancelCommand = {
  readonly operationId: OperationId;
  /** The client that cancels. */
  readonly by: ClientId;
  /** The channels that the client may use. Items of other channels continue. Null for all. */
  readonly channels: ReadonlySet<ChannelKey> | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

export type Cancellation = {
  /** The items that were canceled. They may still be in the queues of a gateway, which then drops them. */
  readonly canceled: readonly QueuedItem[];
  readonly changes: Changes;
};

export const nothingCanceled: Cancellation = { canceled: [], changes: noChanges };
