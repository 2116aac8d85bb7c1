import type { Change } from '../../domain/changes/change.ts';
import type { InvalidItem } from '../../domain/failure.ts';
import type { ChannelId, ClientId, TargetKey } from '../../domain/ids.ts';
import type { ItemTarget } from '../../domain/item.ts';
import type { Operation, OperationKind, QueuedItem, RetryOf } from '../../domain/operation.ts';
import type { EndedCount } from './changes.ts';

/** An item at its acceptance: a valid change that is queued, or one that has already failed. */
export type DraftItem =
  | {
      readonly channel: ChannelId;
      readonly change: Change;
      readonly target: TargetKey;
      readonly shape: string;
    }
  | { readonly named: ItemTarget; readonly failure: InvalidItem };

/** An idempotency key of a caller, with the fingerprint of its input. */
export type Idempotency = {
  readonly key: string;
  readonly fingerprint: string;
  /**
   * Names the accounts of the input's channels that are not the first account of their channel key. The same
   * idempotency key with another account is another use.
   */
  readonly scope: string;
};

export type OperationDraft = {
  readonly client: ClientId;
  readonly kind: OperationKind;
  readonly createdAt: number;
  /** The time at which a queued item stops waiting for an outcome. Milliseconds since the epoch. */
  readonly deadline: number;
  readonly idempotency: Idempotency | null;
  readonly items: readonly DraftItem[];
  /** Present for a retry. An item then ends as SUPERSEDED at once if a newer value was accepted for its target. */
  readonly retryOf?: RetryOf;
};

export type Acceptance =
  | {
      readonly type: 'accepted';
      readonly operation: Operation;
      readonly queued: readonly QueuedItem[];
      /** The items of a retry that ended as SUPERSEDED at once. */
      readonly ended: readonly EndedCount[];
    }
  /** The same client used the key before, with the same input. */
  | { readonly type: 'replayed'; readonly operation: Operation }
  /** The same client used the key before, with another input. */
  | { readonly type: 'mismatch' }
  /** The operation whose items may not be sent twice was retried before. */
  | { readonly type: 'retried' };

/** The answer for a key that was used before. */
export type EarlierUse = Extract<Acceptance, { readonly type: 'replayed' | 'mismatch' }>;
