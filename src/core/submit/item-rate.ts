import type { ClientId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';

/** The items that a client may send: the sustained rate per second, and the burst after a pause. */
export type ItemRateLimit = { readonly perSecond: number; readonly burst: number };

/** The rest of a client's item rate. */
export type Allowance = {
  readonly remaining: number;
  readonly limit: number;
  /** When the whole burst is available again, milliseconds since the epoch. */
  readonly resetAt: number;
};

export type ItemRate = {
  /** Takes the items from the client's bucket, or gives the seconds after which the bucket has enough. */
  take(
    client: ClientId,
    items: number,
  ):
    | { readonly taken: true }
    | { readonly taken: false; readonly retryAfter: number; readonly remaining: number };
  /** Gives back items that were not accepted. */
  giveBack(client: ClientId, items: number): void;
  /** Null without a limit. */
  leftOf(client: ClientId): Allowance | null;
};

/** Counts thousandths of items, so that each millisecond adds a whole number. A sum of fractions would drift. */
type Bucket = { thousandths: number; filledAt: number };

const unlimited: ItemRate = {
  take: () => ({ taken: true }),
  giveBack: () => {},
  leftOf: () => null,
};

/**
 * One token bucket per client. A mutation with more items than the burst is taken when the bucket is full, and leaves
 * the bucket in debt. Else it would never fit. It costs its client the same time as several small mutations.
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
