import type { ChannelId } from '../../domain/ids.ts';
import type { ChannelAccount } from '../../ports/journal/accounts.ts';

export type CountedAccount = ChannelAccount & { readonly unfinished: number };

/** One change of a journal that no gateway has open. */
export type Step =
  /**
   * Unfinished items become queued items of `to`: also those whose request was open, which ends INTERRUPTED. Their
   * order, which is that of their operations, stays. With `keys` the idempotency keys of their operations go along.
   */
  | { readonly type: 'work'; readonly from: ChannelId; readonly to: ChannelId; readonly keys: boolean }
  /** Stock, products and watermarks; those of `from` replace those of `to`. */
  | { readonly type: 'stock'; readonly from: ChannelId; readonly to: ChannelId }
  /** Idempotency keys that were used for `from` count as used for `to`, unless `to` has its own use of the key. */
  | { readonly type: 'keys'; readonly from: ChannelId; readonly to: ChannelId }
  | { readonly type: 'account'; readonly account: ChannelAccount };

/** The accounts in a journal that is not in use, and what may be done with their work. */
export type AccountStore = {
  list(): Promise<readonly CountedAccount[]>;
  /** Carries out all of the steps or none. Gives how many items each one moved. Throws while a gateway is at work. */
  carryOut(steps: readonly Step[]): Promise<readonly number[]>;
  close(): Promise<void>;
};
