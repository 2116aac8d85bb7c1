import type { ChannelId, ClientId, RequestId, TargetKey } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { StockLevel } from '../../domain/stock.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import type { Acceptance, EarlierUse, Idempotency, OperationDraft } from './acceptance.ts';
import type { AccountRegister } from './accounts.ts';
import type { CancelCommand, Cancellation } from './cancellation.ts';
import type { Catalogue } from './catalogue.ts';
import type { Changes } from './changes.ts';
import type { JournalReads } from './journal-reads.ts';
import type { PruneCursor, Pruned } from './prune.ts';
import type {
  AwaitedRequest,
  ClaimableState,
  ClaimedRow,
  Concluded,
  HandedOn,
  Recovery,
  RequestDraft,
  Settlement,
} from './requests.ts';
import type { Skus } from './skus.ts';
import type { Webhooks } from './webhooks.ts';

export type Claim = {
  /** Null if none of the items may be sent now. */
  readonly request: {
    readonly id: RequestId;
    readonly attempt: number;
    readonly rows: readonly ClaimedRow[];
  } | null;
  readonly changes: Changes;
};

/**
 * The durable store: accepted operations, their outcomes, and the last known state of the vendors. A write is atomic.
 * When its promise resolves, it survives the end of the process. It also survives a loss of power once a later read has
 * resolved, because reads return only data that is on the disk: so read before you report a write to a caller.
 * `settle`, `awaitCallback`, `keepEarlyCallback`, `recordRead`, and a request with a callback are on the disk when they
 * resolve. Writes that arrive together may share one commit. A write rejects with JournalUnavailable if the disk or the
 * database does not accept it.
 */
export interface Journal extends JournalReads, Catalogue, AccountRegister, Skus, Webhooks {
  /** Writes an operation with all its items. Resolves after the commit. */
  accept(draft: OperationDraft): Promise<Acceptance>;

  /** The answer of `accept` for a key that was used before. Null if it was not. */
  earlierUse(client: ClientId, idempotency: Idempotency): Promise<EarlierUse | null>;

  /**
   * Ends the queued items of an operation as CANCELED, in one transaction. An operation that does not exist has none. In
   * a shared journal, items whose target becomes free and whose channel is not in `channels` are left to a gateway that
   * has it. It is on the disk when it resolves.
   */
  cancel(command: CancelCommand, channels?: readonly ChannelId[] | null): Promise<Cancellation>;

  /**
   * Opens one vendor request with those of the given items that are in the state `from` and next in the queue of a free
   * target, in the given order. A retrying item that is not given keeps its place. Items that a newer change supersedes
   * end SUPERSEDED. If the draft compares guarded changes with the last acknowledged level, those that may not be sent end
   * too. The others stay queued, and `Changes.unblocked` returns them when their target is free.
   *
   * `from` keeps a first try from taking an item whose try failed meanwhile: the pause and the retry budget apply to it.
   */
  claim(items: readonly ItemRef[], draft: RequestDraft, from: ClaimableState): Promise<Claim>;

  /**
   * Opens another request with rows of an earlier one. The rows stay in flight. Null if none of them belongs to the
   * earlier request any longer. If the earlier one waits for its callback and has no row left, it ends as `concluded`,
   * by default CALLED_BACK.
   */
  resend(
    earlier: RequestId,
    rows: readonly ItemRef[],
    draft: RequestDraft,
    concluded?: Concluded,
  ): Promise<Claim['request']>;

  /**
   * The items of the request wait for the callback, because the vendor accepted the request or may have accepted it. Gives
   * a callback that came earlier.
   */
  awaitCallback(
    id: RequestId,
    exchange: Exchange,
    at: number,
    deadline: number,
  ): Promise<{ readonly changes: Changes; readonly earlyCallback: unknown }>;

  /** Stores a callback that came before the vendor's answer. False if the answer has come. */
  keepEarlyCallback(id: RequestId, body: unknown): Promise<boolean>;

  /**
   * Stores a callback of a request that waits for it, before the rest of its handling. A restart in between then takes the
   * callback from the journal.
   */
  keepCallback(id: RequestId, body: unknown): Promise<void>;

  /** Ends or requeues rows of a request in one transaction. Rows of a later request, and ended rows, do not change. */
  settle(settlement: Settlement): Promise<Changes>;

  /**
   * Records the exchange of a request. No row ends. If a row may have been applied, its later failure says so
   * too, also after `recover` has requeued the row.
   */
  noteExchange(
    id: RequestId,
    outcome: RequestOutcome,
    exchange: Exchange,
    at: number,
    mayHaveApplied?: boolean,
  ): Promise<void>;

  /**
   * Stores levels that were read from vendors for a caller, as `recordCatalogue` does with `refresh`. They may be of
   * several channels.
   */
  recordRead(levels: readonly StockLevel[]): Promise<Changes>;

  /**
   * Begins this gateway's lease and recovers the unfinished work that no running gateway owns. Items that were being
   * sent are requeued. In a shared journal, the work of channels that are not in `channels` is left to a gateway that
   * has them; without `channels`, this gateway takes everything. An embedded journal gives its gateway everything.
   */
  recover(channels?: readonly ChannelId[] | null): Promise<Recovery>;

  /**
   * Recovers the work of gateways whose lease has ended. Items that were being sent are requeued, as by `recover`.
   * This gateway becomes the owner of the queued items of these channels and of their requests that wait for a
   * callback. Does nothing in an embedded journal.
   */
  failover(channels?: readonly ChannelId[] | null): Promise<Recovery>;

  /**
   * Leaves the queued items of these channels, and their requests that wait for a callback, to a gateway that has the
   * channels. Without such a gateway they wait for one. Items that are being sent stay with this gateway. Does nothing
   * in an embedded journal.
   */
  handOn(channels: readonly ChannelId[]): Promise<HandedOn>;

  /**
   * Whether this gateway certainly still owns the work that it took at `since` (of `performance.now()`) or later. False
   * once another gateway may have taken it over, even if the lease was renewed afterwards. It only reads the clock.
   */
  holdsLease(since: number): boolean;

  /** The number of unfinished items of each channel that this gateway owns. */
  underWay(): Promise<ReadonlyMap<ChannelId, number>>;

  /** Rejects with JournalUnavailable while the journal cannot be reached, or must be reopened before a write. */
  check(): Promise<void>;

  requestByCallback(callbackHash: string): Promise<AwaitedRequest | null>;
  requestById(id: RequestId): Promise<AwaitedRequest | null>;
  /** The request of each target that waits for its callback. Null if none does. */
  awaitingRequests(
    targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[],
  ): Promise<readonly (RequestId | null)[]>;
  /**
   * The newest requests with adjustments of these channels that were sent after `since` and ended TIMED_OUT. Some of their
   * rows may have been resolved afterwards.
   */
  adjustmentsInDoubt(
    channels: readonly ChannelId[],
    since: number,
    limit: number,
  ): Promise<readonly RequestId[]>;

  /**
   * One small step of a sweep that deletes operations completed before `before` (milliseconds since the epoch), and the
   * requests without an operation. The step continues at `from`; without it, the sweep begins.
   */
  prune(before: number, from?: PruneCursor | null): Promise<Pruned>;

  close(): Promise<void>;
}
