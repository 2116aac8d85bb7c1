import { accountNumberOf, asChannelId, asChannelKey, type ChannelId, channelIdOf } from '../../domain/ids.ts';
import { isRepeatable, type OperationKind } from '../../domain/operation.ts';
import {
  type ChannelAccount,
  type ConfiguredAccount,
  isSameAccount,
  type Registration,
} from '../../ports/journal/accounts.ts';
import { isInFlight, type Progress } from './data/state.ts';

/** The id that the configured account has or gets, among the accounts that were seen under its key. */
const idFor = (
  { key, account }: ConfiguredAccount,
  seen: readonly ChannelAccount[],
  isUnfinished: (id: ChannelId) => boolean,
): { readonly id: ChannelId; readonly isAssigned: boolean } => {
  const known = seen.find((one) => one.account && isSameAccount(one.account, account));
  if (known) return { id: known.id, isAssigned: false };
  const [only] = seen;
  if (only && seen.length === 1 && only.account === null && !isUnfinished(only.id))
    return { id: only.id, isAssigned: true };
  const highest = seen.reduce((most, { id }) => Math.max(most, accountNumberOf(id)), 0);
  return { id: channelIdOf(key, highest + 1), isAssigned: false };
};

/**
 * The accounts of the journal after a registration. `isUnfinished` is whether an id without a recorded account has
 * work.
 */
export const decideRegistration = (
  before: readonly ChannelAccount[],
  configured: readonly ConfiguredAccount[],
  isUnfinished: (id: ChannelId) => boolean,
): Registration => {
  const accounts = new Map(before.map((one) => [one.id, one]));
  const assigned: ChannelId[] = [];
  for (const one of configured) {
    const seen = before.filter(({ key }) => key === one.key);
    const { id, isAssigned } = idFor(one, seen, isUnfinished);
    if (isAssigned) assigned.push(id);
    for (const other of seen) accounts.set(other.id, { ...other, isCurrent: false });
    accounts.set(id, { id, ...one, isCurrent: true });
  }
  return { accounts: [...accounts.values()], assigned };
};

/** The accounts that must be written: new ones, and changed ones. */
export const changedAccounts = (
  before: readonly ChannelAccount[],
  after: readonly ChannelAccount[],
): readonly ChannelAccount[] => {
  const earlier = new Map(before.map((one) => [one.id, one]));
  return after.filter((one) => {
    const was = earlier.get(one.id);
    return !was || was.isCurrent !== one.isCurrent || (was.account === null) !== (one.account === null);
  });
};

/**
 * Whether an unfinished item may be sent to another account. An adjustment that the earlier account may have applied stays:
 * both accounts may be one account at the vendor, and it would be applied twice.
 */
export const mayMove = (kind: OperationKind, progress: Progress): boolean =>
  isRepeatable(kind) || !isInFlight(progress);

/** A channel of an earlier version that has no row yet: its account was not recorded. */
export const unrecorded = (id: ChannelId): ChannelAccount => ({
  id,
  key: asChannelKey(id),
  account: null,
  isCurrent: true,
});

/**
 * The scope of an idempotency key once its work belongs to another account: it names the accounts that are not the first
 * ones of their keys, in order.
 */
export const scopeAfter = (scope: string, from: ChannelId, to: ChannelId): string => {
  const ids = new Set(scope === '' ? [] : scope.split(' ').map(asChannelId));
  ids.delete(from);
  if (accountNumberOf(to) > 1) ids.add(to);
  return [...ids].sort().join(' ');
};
