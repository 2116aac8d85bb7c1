import type { Watermarks } from '../../../domain/changes/watermark.ts';
import type { TrackingWrite } from '../../../domain/drift.ts';
import type { ChannelId, OperationId, RequestId, TargetKey } from '../../../domain/ids.ts';
import type { ItemRef, Operation } from '../../../domain/operation.ts';
import type { Product } from '../../../domain/product.ts';
import type { RequestOutcome } from '../../../domain/vendor-request.ts';
import type { RequestDraft } from '../../../ports/journal/requests.ts';
import type { HistoryWrite } from '../history.ts';
import type { LoadedItem, Progress, Row } from './state.ts';

/** An item whose progress changes. A list of writes names each item once. */
export type ItemWrite = { readonly row: Row; readonly after: Progress };

/** An item whose result changes to an outcome. */
export type OutcomeWrite = { readonly row: LoadedItem; readonly after: Progress };

/** The items that get an outcome, those of `Writes.items`, and when. Milliseconds since the epoch. */
export type Ended = { readonly at: number; readonly outcomes: readonly OutcomeWrite[] };

export const endedAt = (at: number, outcomes: readonly OutcomeWrite[]): Ended | null =>
  outcomes.length === 0 ? null : { at, outcomes };

/** A new vendor request. Its outcome is SENDING. */
export type NewRequest = {
  readonly id: RequestId;
  readonly attempt: number;
  readonly draft: RequestDraft;
  readonly rows: readonly ItemRef[];
};

/** A change of a stored request. A field that is null stays as it is stored. */
export type RequestWrite = {
  readonly id: RequestId;
  readonly outcome: RequestOutcome | null;
  readonly answeredAt: number | null;
  readonly httpStatus: number | null;
  readonly vendorRequestId: string | null;
  readonly deadline: number | null;
  readonly earlyCallback: unknown;
};

/**
 * A level that replaces the stored one in any case, with the new entry of its history. The level then has the expected
 * quantity: it has no tracking.
 */
export type LevelWrite = HistoryWrite;
/** A product that replaces the stored one in any case. Levels of options that it does not have are deleted. */
export type ProductWrite = { readonly product: Product; readonly by: OperationId };
/** The new watermarks of a target. An empty list deletes them. */
export type WatermarksWrite = {
  readonly channel: ChannelId;
  readonly target: TargetKey;
  readonly watermarks: Watermarks;
};

/** A change of this operation, the newest of its target, ended without being known to be applied or not. */
export type DoubtWrite = {
  readonly channel: ChannelId;
  readonly target: TargetKey;
  readonly by: OperationId;
};

/** The writes of a store for one command, in one transaction. */
export type Writes = {
  readonly items: readonly ItemWrite[];
  /** Null if no item gets an outcome. */
  readonly ended: Ended | null;
  /** With their new values. */
  readonly operations: readonly Operation[];
  readonly opened: NewRequest | null;
  readonly requests: readonly RequestWrite[];
  readonly levels: readonly LevelWrite[];
  /** Of levels that are stored, after `levels`. A level that is written has the expected quantity. */
  readonly tracking: readonly TrackingWrite[];
  readonly products: readonly ProductWrite[];
  readonly watermarks: readonly WatermarksWrite[];
  readonly doubts: readonly DoubtWrite[];
};

export const noWrites: Writes = {
  items: [],
  ended: null,
  operations: [],
  opened: null,
  requests: [],
  levels: [],
  tracking: [],
  products: [],
  watermarks: [],
  doubts: [],
};

export type Decision<Result> = { readonly writes: Writes; readonly result: Result };

const unchanged = {
  outcome: null,
  answeredAt: null,
  httpStatus: null,
  vendorRequestId: null,
  deadline: null,
  earlyCallback: null,
};

export const requestWrite = (id: RequestId, change: Partial<RequestWrite>): RequestWrite => ({
  ...unchanged,
  ...change,
  id,
});
