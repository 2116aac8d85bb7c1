import type { ChannelId, ChannelKey } from '../domain/ids.ts';
import type { Vendor } from './channel.ts';

/** Whose stock a channel writes to. Credentials are not part of it: a new key opens the same account. No secret. */
export type Account = {
  readonly vendor: Vendor;
  /** The base URL in a normal form, with the id of the vendor's customer where the URL does not contain it. */
  readonly name: string;
};

/** The gateway's own sandbox: one account, whatever port it listens on. */
export const sandboxName = 'sandbox';

export const accountText = (account: Account | null): string =>
  account ? `${account.vendor} ${account.name}` : 'an account that was not recorded';

export const isSameAccount = (a: Account, b: Account): boolean => a.vendor === b.vendor && a.name === b.name;

/** A channel as the settings name it now. */
export type ConfiguredAccount = { readonly key: ChannelKey; readonly account: Account };

/** An account that the journal has seen under a key. */
export type ChannelAccount = {
  readonly id: ChannelId;
  readonly key: ChannelKey;
  /** Null for work and stock of a version that did not record it. */
  readonly account: Account | null;
  /** Whether it was the last one registered for its key. */
  readonly isCurrent: boolean;
};

export type Registration = {
  /** Every account that the journal has seen. Of each configured key, the current one is the configured one. */
  readonly accounts: readonly ChannelAccount[];
  /** Channels whose account was not recorded, and which now belong to the configured one. */
  readonly adopted: readonly ChannelId[];
};

/** The journal's knowledge of accounts. */
export interface AccountRegister {
  /**
   * Records which account each configured key stands for now, and gives every account its id: one that was seen before
   * gets its earlier id. Call it before `recover`, and again when the channels are replaced. A channel of an earlier
   * version, whose account was not recorded, becomes the configured one if it has no unfinished work that a living
   * gateway does not look after; otherwise it stays by itself.
   */
  registerAccounts(configured: readonly ConfiguredAccount[]): Promise<Registration>;

  /** How many items of these channels are unfinished and not in the hands of a living gateway other than this one. */
  unfinishedOf(channels: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, number>>;
}
