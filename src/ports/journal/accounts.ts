import type { ChannelId, ChannelKey } from '../../domain/ids.ts';
import type { Vendor } from '../channel.ts';

/**
 * The vendor account that a channel writes to. It contains no credentials, because a new key opens the same account.
 */
export type Account = {
  readonly vendor: Vendor;
  /** The normalized base URL, with the customer's id if the URL does not contain it. */
  readonly name: string;
};

/** The gateway's own sandbox. It is the same account on every port. */
export const sandboxName = 'sandbox';

export const accountText = (account: Account | null): string =>
  account ? `${account.vendor} ${account.name}` : 'an account that was not recorded';

export const isSameAccount = (a: Account, b: Account): boolean => a.vendor === b.vendor && a.name === b.name;

/** A channel of the current settings. */
export type ConfiguredAccount = { readonly key: ChannelKey; readonly account: Account };

/** An account that was registered for a channel key at some time. */
export type ChannelAccount = {
  readonly id: ChannelId;
  readonly key: ChannelKey;
  /** Null if the data comes from a version that did not record accounts. */
  readonly account: Account | null;
  /** Whether it is the account that was registered last for its key. */
  readonly isCurrent: boolean;
};

export type Registration = {
  /** All registered accounts. The current account of a configured key is the configured one. */
  readonly accounts: readonly ChannelAccount[];
  /** Channels without a recorded account, which now belong to the configured account. */
  readonly assigned: readonly ChannelId[];
};

/** Which vendor account each part of the journal's data belongs to. */
export interface AccountRegister {
  /**
   * Records the account of each configured key, and gives every account an id. A known account keeps its id. Call it
   * before `recover`, and again when the channels are replaced. A channel without a recorded account becomes the
   * configured account, unless it has unfinished work that no running gateway owns: then it remains a channel without
   * an account.
   */
  registerAccounts(configured: readonly ConfiguredAccount[]): Promise<Registration>;

  /** The number of unfinished items of each of these channels that no other running gateway owns. */
  unfinishedOf(channels: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, number>>;
}
