import type { ChannelId, ClientId, OperationId, RequestId } from '../domain/ids.ts';
import type { EndState } from '../domain/item.ts';
import type { ItemRef, OperationKind, QueuedItem } from '../domain/operation.ts';
import type { StockKey, StockLevel } from '../domain/stock.ts';
import type { Exchange, RequestOutcome } from '../domain/vendor-request.ts';
import type { Acceptance, Idempotency, OperationDraft } from './acceptance.ts';
import type { AccountRegister } from './accounts.ts';
import type { JournalReads } from './journal-reads.ts';
import type { PruneCursor, Pruned } from './prune.ts';
import type {
  AwaitedRequest,
  ClaimedRow,
  Concluded,
  HandedOn,
  Recovery,
  RequestDraft,
  RetryingItem,
  Settlement,
} from './requests.ts';

/** Items of one channel and kind that came to the same end. */
export type Ended = {
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly state: EndState;
  readonly count: number;
};

/** What changed for those who watch. */
export type Changes = {
  readonly operations: readonly OperationId[];
  readonly stock: readonly StockKey[];
  /** How many items are under way no more. One whose end is told better later is not among them again. */
  readonly ended: readonly Ended[];
  /** Items that waited for a target which is free now. */
  readonly unblocked: readonly QueuedItem[];
  /** Items that wait for their next try from now on. */
  readonly retrying: readonly RetryingItem[];
};

export const noChanges: Changes = {
  operations: [],
  stock: [],
  unblocked: [],
  retrying: [],
  ended: [],
};

export type Claim = {
  /** Null when none of the items may be sent now. */
  readonly request: {
    readonly id: RequestId;
    readonly attempt: number;
    readonly rows: readonly ClaimedRow[];
  } | null;
  readonly changes: Changes;
};

/**
 * The durable truth: what was accepted, what became of it, and what the vendors hold. A write outlives this process
 * once its promise resolves, or nothing of it happened. A loss of power as well it outlives once anything is read
 * after it: a read tells only what is on the disk, so who has to be told of a write reads. `settle`, `awaitCallback`,
 * `keepEarlyCallback`, `recordRead`, and a request with a callback, are on the disk when they resolve. Writes that
 * arrive together may share one commit. Every write rejects with JournalUnavailable while the disk or the database
 * takes none.
 */
export interface Journal extends JournalReads, AccountRegister {
  /** Writes an operation with all its items. Resolves once that is committed. */
  accept(draft: OperationDraft): Promise<Acceptance>;

  /** What `accept` would answer from an earlier use of the key; null when there was none. */
  earlierUse(
    client: ClientId,
    idempotency: Idempotency,
  ): Promise<Exclude<Acceptance, { readonly type: 'accepted' }> | null>;

  /**
   * Takes, of the given items in line, those whose turn it is on a free target, and opens one vendor request with them, in
   * the order given. A retrying item that is not given keeps its turn. Items that a newer change supersedes end SUPERSEDED;
   * the others stay in line and come back through `Changes.unblocked` when their target is free.
   */
  claim(items: readonly ItemRef[], draft: RequestDraft): Promise<Claim>;

  /**
   * Opens a further request with rows of an earlier one, which stay in flight. Null when none is still its row. If the
   * earlier one waits for its callback and has no row left, it ends as `concluded` says, CALLED_BACK by default.
   */
  resend(
    earlier: RequestId,
    rows: readonly ItemRef[],
    draft: RequestDraft,
    concluded?: Concluded,
  ): Promise<Claim['request']>;

  /** The vendor accepted the request: its items wait for the callback. Gives the callback that came before. */
  awaitCallback(
    id: RequestId,
    exchange: Exchange & { readonly vendorRequestId: string },
    at: number,
    deadline: number,
  ): Promise<{ readonly changes: Changes; readonly earlyCallback: unknown }>;

  /** Keeps a callback that came before the vendor answered the request; false when it was answered meanwhile. */
  keepEarlyCallback(id: RequestId, body: unknown): Promise<boolean>;

  /** Ends rows of a request, or puts them back, in one transaction. Rows that moved on or ended since stay as they are. */
  settle(settlement: Settlement): Promise<Changes>;

  /**
   * Notes how a request went on the wire without ending any row. Of rows it `mayHaveApplied`, a later failure says so
   * too, and so it does of those that `recover` queues again.
   */
  noteExchange(
    id: RequestId,
    outcome: RequestOutcome,
    exchange: Exchange,
    at: number,
    mayHaveApplied?: boolean,
  ): Promise<void>;

  /** Keeps what a vendor's read said, unless something newer is known. */
  recordRead(levels: readonly StockLevel[]): Promise<Changes>;

  /**
   * Begins this gateway's lease and takes over what is nobody's: work that was under way when a gateway stopped. Items
   * that were being sent are queued again. Among several gateways, items and awaited requests of other channels than
   * `channels` are left to one that has theirs, and may wait for it; left out, it takes all. A journal that one gateway
   * has for itself gives it everything.
   */
  recover(channels?: readonly ChannelId[] | null): Promise<Recovery>;

  /**
   * Takes over work whose gateway is gone, its lease run out or given back: items that were being sent are queued
   * again, as with `recover`; queued items of these channels, and their requests that wait for a callback, are this
   * gateway's from now on. Finds nothing in a journal that one gateway has for itself.
   */
  takeOver(channels?: readonly ChannelId[] | null): Promise<Recovery>;

  /**
   * Leaves this gateway's queued items of these channels, and its requests of theirs that wait for a callback, to a
   * gateway that has the channels; without one they wait for it. What is being sent stays this gateway's. Does nothing
   * in a journal that one gateway has for itself.
   */
  handOn(channels: readonly ChannelId[]): Promise<HandedOn>;

  /**
   * Whether what this gateway took up at `since` (by `performance.now()`) or later is surely still its own. False once
   * another gateway may have taken it over, also when the lease was renewed since. Costs nothing: it reads the clock.
   */
  holdsLease(since: number): boolean;

  /** How many items of each channel this gateway has in hand, from acceptance to their end. */
  underWay(): Promise<ReadonlyMap<ChannelId, number>>;

  /** Rejects with JournalUnavailable while the journal can't be reached, or has to be opened again to write. */
  check(): Promise<void>;

  requestByCallback(callbackHash: string): Promise<AwaitedRequest | null>;
  requestById(id: RequestId): Promise<AwaitedRequest | null>;

  /**
   * One small step of a sweep that deletes operations which were completed before `before`, milliseconds since the
   * epoch, and the requests of which no operation is left. It goes on at `from`; without it the sweep begins.
   */
  prune(before: number, from?: PruneCursor | null): Promise<Pruned>;

  close(): Promise<void>;
}
