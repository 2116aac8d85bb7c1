import { type Hint, hintChannel } from '../connection/hints.ts';
import type { Pool } from '../connection/pool.ts';
import { asTrouble } from '../connection/trouble.ts';

export type LeaseOptions = {
  /** How long after its last sign of life a gateway is taken to be gone, milliseconds. */
  readonly leaseMs?: number;
  /** How often a lease is renewed, milliseconds. */
  readonly renewMs?: number;
  /** Called when the lease was lost, and another one begun in its place. */
  readonly onLost?: () => void;
};

export type Lease = {
  /** This gateway's id, that of its latest lease. */
  id(): number;
  /** Whether it is held, and was ever since that moment, by this process's monotonic clock and on the safe side. */
  holds(since: number): boolean;
  /** Whether it was held for long enough that a gateway that lives had the time to renew its own. */
  isSettled(): boolean;
  /** The leases of gateways that live now, as far as they differ from this one's, milliseconds. */
  others(): Promise<readonly number[]>;
  /** Writes, if nothing new: a standby, or a server without room, can be read all the same. */
  check(): Promise<void>;
  /** Begins a new lease, and forgets the one before. */
  begin(): Promise<void>;
  /** The lease `id` was found gone: begins another, unless that has happened already. */
  replace(id: number): Promise<void>;
  /** Ends it at once: others may take over. */
  giveBack(): Promise<void>;
};

/**
 * A gateway lives while its row in `gateways` is renewed, by the database's clock. One whose lease ran out and was
 * not taken over renews it as if nothing had happened; once another has taken its row away it is a new gateway.
 */
export const createLease = (
  pool: Pool,
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
    // The database gave it from the moment it was asked, or later: this side's end comes first.
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
      await ask(
        `WITH ended AS (UPDATE gateways SET expires_at = '-infinity' WHERE id = $1)
         SELECT pg_notify('${hintChannel}', $2)`,
        [id, JSON.stringify({ from: `gateway ${id}`, left: true } satisfies Hint)],
      );
    },
  };
};
