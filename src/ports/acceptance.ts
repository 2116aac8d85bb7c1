import type { Change } from '../domain/change.ts';
import type { InvalidItem } from '../domain/failure.ts';
import type { ChannelId, ClientId, TargetKey } from '../domain/ids.ts';
import type { Operation, OperationKind, QueuedItem } from '../domain/operation.ts';

/** An item as it is accepted: a change that waits for its turn, or one refused on the spot. */
export type DraftItem =
  | {
      readonly channel: ChannelId;
      readonly change: Change;
      readonly target: TargetKey;
      readonly shape: string;
    }
  | { readonly channel: string; readonly failure: InvalidItem };

/** An idempotency key of a caller, with the fingerprint of its input. */
export type Idempotency = {
  readonly key: string;
  readonly fingerprint: string;
  /** The fingerprint by the rule of earlier versions: made where a stored one is not the same by the rule of today. */
  formerFingerprint(): string;
  /**
   * The accounts behind the channels that the input names, as far as they are not the first ones of their keys. The
   * same
   * key for another account is another use.
   */
  readonly scope: string;
};

export type OperationDraft = {
  readonly client: ClientId;
  readonly kind: OperationKind;
  readonly createdAt: number;
  /** When a queued item gives up for want of an answer, milliseconds since the epoch. */
  readonly deadline: number;
  readonly idempotency: Idempotency | null;
  readonly items: readonly DraftItem[];
};

export type Acceptance =
  | { readonly type: 'accepted'; readonly operation: Operation; readonly queued: readonly QueuedItem[] }
  /** The same client used the key before, with the same input. */
  | { readonly type: 'replayed'; readonly operation: Operation }
  /** The same client used the key before, with another input. */
  | { readonly type: 'mismatch' };
