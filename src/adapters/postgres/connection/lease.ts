import { asTrouble } from './errors.ts';
import { type Notification, notificationChannels } from './notification.ts';
import type { Pool } from './pool.ts';

export type LeaseOptions = {
  /** How long after its last renewal a gateway counts as gone, milliseconds. */
  readonly leaseMs?: number;
  /** How often a lease is renewed, milliseconds. */
  readonly renewMs?: number;
  /** Called when the lease was lost and another one has begun. */
  readonly onLost?: () => void;
};

/** The identity of this gateway among the gateways of its database, and the proof that it is alive. */
export type Lease = {
  /** The id of this gateway. A new lease has a new id. */
  id(): number;
  /** Whether this gateway has held its lease without a gap since `since`, by `performance.now()`. Errs towards no. */
  holds(since: number): boolean;
  /** Whether this gateway has held its lease long enough for every other living gateway to have renewed its own. */
  isSettled(): boolean;
  readonly renewMs: number;
  /** The lengths of the leases of living gateways that differ from this one's, milliseconds. */
  others(): Promise<readonly number[]>;
  /** Writes without changing anything. A standby or a full disk rejects it, although both can be read. */
  check(): Promise<void>;
  /** Begins a new lease. The earlier lease is not renewed any more. */
  begin(): Promise<void>;
  /** Begins another lease, because the lease `id` was found to be gone. Does nothing if another one has begun. */
  replace(id: number): Promise<void>;
  /** Ends the lease: other gateways may take the work over at once. */
  giveBack(): Promise<void>;
};

/**
 * A gateway is alive while it renews its row in `gateways`, by the clock of the database. If its lease ran out and no
 * other gateway removed the row, it simply renews the lease. If the row is gone, it begins a new lease under a new id.
 */
export const createLease = (
  pool: Pick<Pool, 'query'>,
  { leaseMs = 10_000, renewMs = 3_000, onLost }: LeaseOptions,
): Lease => {
  let id = 0;
  let validUntil = 0;
  let heldSince = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let replacing: Promise<void> | null = null;

  const extend = (askedAt: number): void => {
    if (askedAt > validUntil) heldSince = askedAt;
    // The database counts from a later moment, so the lease ends here before it ends there.
    validUntil = askedAt + leaseMs;
  };

  const ask = async (text: string, values: readonly unknown[]) => {
    try {
      return (await pool.query(text, [...values])).rows;
    } catch (error) {
      throw asTrouble(error);
    }
  };

  const renewLater = (): void => {
    clearTimeout(timer);
    if (ended) return;
    timer = setTimeout(() => {
      renew()
        .catch(() => {})
        .finally(renewLater);
    }, renewMs).unref();
  };

  const begin = async (): Promise<void> => {
    const askedAt = performance.now();
    const [row] = await ask(
      `INSERT INTO gateways (expires_at, lease_ms) VALUES (clock_timestamp() + $1 * interval '1 millisecond', $1::integer)
       RETURNING id`,
      [leaseMs],
    );
    id = Number(row?.id);
    validUntil = 0;
    extend(askedAt);
    renewLater();
  };

  const replace = (lost: number): Promise<void> => {
    if (lost !== id) return Promise.resolve();
    validUntil = 0;
    replacing ??= begin()
      .then(() => onLost?.())
      .finally(() => {
        replacing = null;
      });
    return replacing;
  };

  const renew = async (): Promise<void> => {
    const own = id;
    const askedAt = performance.now();
    const rows = await ask(
      `UPDATE gateways SET expires_at = clock_timestamp() + $2 * interval '1 millisecond' WHERE id = $1 RETURNING id`,
      [own, leaseMs],
    );
    if (own !== id || ended) return;
    if (rows.length > 0) extend(askedAt);
    else await replace(own);
  };

  return {
    id: () => id,
    holds: (since) => heldSince <= since && performance.now() < validUntil - leaseMs / 10,
    isSettled: () => performance.now() - heldSince >= renewMs * 2,
    renewMs,
    others: async () => {
      const rows = await ask(
        `SELECT DISTINCT lease_ms FROM gateways WHERE expires_at > clock_timestamp() AND lease_ms <> $1 ORDER BY 1`,
        [leaseMs],
      );
      return rows.map((row) => Number(row.lease_ms));
    },
    check: async () => {
      await ask('UPDATE gateways SET expires_at = expires_at WHERE id = $1', [id]);
    },
    begin,
    replace,
    giveBack: async () => {
      ended = true;
      clearTimeout(timer);
      validUntil = 0;
      const left: Notification = { from: String(id), left: true };
      await ask(
        `WITH ended AS (UPDATE gateways SET expires_at = '-infinity' WHERE id = $1)
         SELECT pg_notify('${notificationChannels.changes}', $2)`,
        [id, JSON.stringify(left)],
      );
    },
  };
};
