import { accountNumberOf, asChannelId, type ChannelId } from '../../domain/ids.ts';

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
