import type { ClientId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';

/** How many items a client may send: so many a second for good, and so many at once after a rest. */
export type ItemRateLimit = { readonly perSecond: number; readonly burst: number };

/** What a client has left. */
export type Allowance = {
  readonly remaining: number;
  readonly limit: number;
  /** When all of it is there again, milliseconds since the epoch. */
  readonly resetAt: number;
};

export type ItemRate = {
  /** Takes the items from what the client has left, or says in how many seconds there will be enough. */
  take(
    client: ClientId,
    items: number,
  ):
    | { readonly taken: true }
    | { readonly taken: false; readonly retryAfter: number; readonly remaining: number };
  /** The items were not accepted after all. */
  giveBack(client: ClientId, items: number): void;
  /** Null where there is no limit. */
  leftOf(client: ClientId): Allowance | null;
};

/** Thousandths of items, so that each millisecond brings a whole number of them: a sum of fractions would drift. */
type Bucket = { thousandths: number; filledAt: number };

const unlimited: ItemRate = {
  take: () => ({ taken: true }),
  giveBack: () => {},
  leftOf: () => null,
};

/**
 * A token bucket a client. A mutation of more items than the burst is taken when the bucket is full, and leaves it in
 * debt: it would never fit otherwise, and costs its client as much time as any other.
 */
export const createItemRate = (limit: ItemRateLimit | null, clock: Clock): ItemRate => {
  if (!limit) return unlimited;
  const { perSecond, burst } = limit;
  const full = burst * 1000;
  const buckets = new Map<ClientId, Bucket>();

  const fill = (bucket: Bucket, thousandths: number): void => {
    bucket.thousandths = Math.min(full, bucket.thousandths + thousandths);
  };

  const bucketOf = (client: ClientId): Bucket => {
    const now = clock.now();
    const bucket = buckets.get(client) ?? { thousandths: full, filledAt: now };
    fill(bucket, Math.max(0, now - bucket.filledAt) * perSecond);
    bucket.filledAt = now;
    buckets.set(client, bucket);
    return bucket;
  };

  const remainingIn = ({ thousandths }: Bucket): number => Math.max(0, Math.floor(thousandths / 1000));

  return {
    take: (client, items) => {
      const bucket = bucketOf(client);
      const missing = Math.min(items, burst) * 1000 - bucket.thousandths;
      if (missing > 0) {
        const retryAfter = Math.ceil(missing / (perSecond * 1000));
        return { taken: false, retryAfter, remaining: remainingIn(bucket) };
      }
      bucket.thousandths -= items * 1000;
      return { taken: true };
    },
    giveBack: (client, items) => fill(bucketOf(client), items * 1000),
    leftOf: (client) => {
      const bucket = bucketOf(client);
      const { thousandths, filledAt } = bucket;
      const resetAt = filledAt + Math.ceil((full - thousandths) / perSecond);
      return { remaining: remainingIn(bucket), limit: burst, resetAt };
    },
  };
};
