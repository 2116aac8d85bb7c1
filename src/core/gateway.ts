import type { VendorUnavailable } from '../domain/failure.ts';
import type { ChannelId, ChannelKey, ClientId, OperationId } from '../domain/ids.ts';
import type { Item } from '../domain/item.ts';
import type { Operation, OperationKind } from '../domain/operation.ts';
import type { StockKey, StockLevel } from '../domain/stock.ts';
import type { Channel } from '../ports/channel.ts';
import type { JournalReads } from '../ports/journal-reads.ts';
import type { Channels } from './channels.ts';
import type { HeldBack } from './failover/held-work.ts';
import type { Readiness } from './journal/readiness.ts';
import type { InputOf } from './submit/inputs.ts';
import type { Allowance } from './submit/item-rate.ts';
import type { StockFilter } from './subscribe/stock-filter.ts';

export const userErrorCodes = [
  'NO_ITEMS',
  'TOO_MANY_ITEMS',
  'INVALID_IDEMPOTENCY_KEY',
  'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
  'INVALID_WAIT',
  'OVERLOADED',
  'RATE_LIMITED',
] as const;
export type UserErrorCode = (typeof userErrorCodes)[number];

/** Why a mutation was refused as a whole. */
export type UserError = {
  readonly code: UserErrorCode;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly limit: number | null;
  readonly provided: number | null;
  /** Seconds. */
  readonly retryAfter: number | null;
};

export type Submission<Kind extends OperationKind> = {
  readonly client: ClientId;
  /** The channels that the client may use; null for all. Any other is to it as one that there is not. */
  readonly channels: ReadonlySet<ChannelKey> | null;
  readonly kind: Kind;
  readonly items: readonly InputOf[Kind][];
  readonly idempotencyKey: string | null;
  /** How long to wait for outcomes, milliseconds. */
  readonly waitMs: number;
  /** Called once the request is accepted or replayed, before the wait for its outcomes. */
  whenAccepted?(operation: OperationId): void;
};

export type Submitted =
  | { readonly type: 'refused'; readonly errors: readonly UserError[] }
  | {
      readonly type: 'accepted';
      readonly operation: Operation;
      readonly items: readonly Item[];
      readonly replayed: boolean;
    };

/** The state of an operation, and what of it is new since the last event. */
export type OperationEvent = {
  readonly sequence: number;
  readonly operation: Operation;
  readonly items: readonly Item[];
  readonly completed: boolean;
};

/** One stock level as it was read; null where nobody knows one; a failure where its vendor could not be asked. */
export type StockReading = StockLevel | VendorUnavailable | null;

export const channelStatuses = ['UP', 'DEGRADED', 'DOWN'] as const;
export type ChannelStatus = (typeof channelStatuses)[number];

/** How a channel does, as this gateway sees it. */
export type ChannelHealth = {
  /** UP: its last request was served. DEGRADED: it failed. DOWN: so many failed that requests are held back. */
  readonly status: ChannelStatus;
  /** Items that wait for their turn. */
  readonly queuedItems: number;
  /** The operation of the one that was accepted first; null where none waits. */
  readonly oldestQueued: OperationId | null;
  /** Items from acceptance to their end: those that wait for a callback too. */
  readonly itemsUnderWay: number;
  /** Requests that are being answered. */
  readonly requestsInFlight: number;
  readonly lastFailure: string | null;
  /** Milliseconds since the epoch. */
  readonly lastFailureAt: number | null;
  /** Why work of the channel waits that was accepted for another account; null where none does. */
  readonly heldBack: HeldBack | null;
};

/** What the gateway does, for whoever serves it. */
export type Gateway = {
  readonly channels: Pick<Channels, 'get' | 'named' | 'values' | 'idOf'>;
  readonly reads: JournalReads;
  submit<Kind extends OperationKind>(submission: Submission<Kind>): Promise<Submitted>;
  /** Stock as it stands, place by place: a vendor with a read is asked, of any other the journal tells. */
  readStock(keys: readonly StockKey[]): Promise<readonly StockReading[]>;
  /** Events of an operation after `after`, to its end; the iterator ends after the one that is `completed`. */
  watchOperation(id: OperationId, after: number): AsyncIterable<OperationEvent>;
  /**
   * The stock that changes from now on and passes the filter, as it stands when the reader is ready for it. Without an
   * end.
   */
  watchStock(filter: StockFilter): AsyncIterable<StockLevel>;
  healthOf(channel: Channel): ChannelHealth;
  /** What a client may still send; null where there is no limit. */
  itemsLeftOf(client: ClientId): Allowance | null;
  /** Whether it can take work; asked of the journal at most once a second. */
  readiness(): Promise<Readiness>;
  /** Hears of each change of a channel's status; gives the function that ends the listening. */
  onStatusChanged(listener: (channel: ChannelId) => unknown): () => void;
};
