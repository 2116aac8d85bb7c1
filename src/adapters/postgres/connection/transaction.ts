import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { WebhookListener } from '../../../core/decide/webhooks/events.ts';
import { JournalInDoubt, JournalUnavailable } from '../../../ports/journal/journal-unavailable.ts';
import type { Row } from '../../journal-rows.ts';
import { asTrouble, isCollision, isLost } from './errors.ts';
import type { Lease } from './lease.ts';
import type { Pool } from './pool.ts';
import { storableValues } from './pool.ts';

/** The first number of each advisory lock. `store/store.ts` states the order of all locks. */
export const advisoryLocks = {
  /** Held while operations are accepted, so that operations become visible in the order of their ids. */
  acceptance: 6_741_002,
  /** Held, shared, by each transaction of a gateway. The second number is the gateway's id. */
  lease: 6_741_003,
  /** Held while the accounts of channels are registered. */
  accounts: 6_741_004,
  /** Held while SKUs are saved or deleted. */
  skus: 6_741_005,
  /** Held while webhook endpoints change, and while their deliveries are claimed and concluded. */
  webhooks: 6_741_006,
} as const;

/** A statement that each connection prepares once, under its name. */
export type Statement = { readonly name: string; readonly text: string };

export type Transaction = {
  /** The id of this gateway. */
  readonly owner: number;
  /** The rows of the last statement of `opening`. */
  readonly opened: Promise<readonly Row[]>;
  /**
   * Sends the statement at once. Statements that are not awaited share a round trip with the next one. If one of them
   * fails, the transaction fails.
   */
  run(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
  readonly webhooks: {
    /**
     * The enabled webhook endpoints. They are in memory, except if they have changed: then this reads them, in a further
     * round trip.
     */
    listeners(): Promise<readonly WebhookListener[]>;
    /** The transaction makes a delivery due. */
    stored(): void;
  };
};

/** The enabled webhook endpoints of the database. */
export type ListenersAt = {
  /** `version` is that of the endpoints when the transaction began. Null if the database never had an endpoint. */
  at(version: string | null, run: Transaction['run']): Promise<readonly WebhookListener[]>;
  /** A transaction was committed that made deliveries due. */
  stored(): void;
};

export type Transactions = <Result>(
  work: (transaction: Transaction) => Promise<Result>,
  /** Statements without values that the transaction begins with. */
  opening?: string,
) => Promise<Result>;

class LeaseLost extends Error {
  readonly owner: number;
  constructor(owner: number) {
    super('The lease was lost');
    this.owner = owner;
  }
}

const maxCollisions = 8;
const pauseMs = 100;

const failing = <Value>(query: Promise<Value>): Promise<Value> =>
  query.catch((error: unknown) => {
    throw asTrouble(error);
  });

/** Runs one statement that writes nothing. It sees the database as of one moment. */
export type Read = (statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

export const createRead =
  (pool: Pool): Read =>
  async ({ name, text }, values) =>
    (await failing(pool.query<Row>({ name, text, values: storableValues(values) }))).rows;

/**
 * Runs work in transactions of this gateway. Each transaction holds the lock of the lease, so no other gateway takes the
 * work over while it runs. If the lease is gone, the gateway begins another one, and the work runs again under the new id.
 * Work that was broken off because of a deadlock runs again as well.
 */
export const createTransactions = (pool: Pool, lease: Lease, listeners: ListenersAt): Transactions => {
  /** Whether a COMMIT whose answer was lost took place. Null if the pool was closed before the database answered. */
  const isCommitted = async (xid: string, pid: number | undefined): Promise<boolean | null> => {
    for (;;) {
      try {
        const { rows } = await pool.query('SELECT pg_xact_status($1::xid8) AS status', [xid]);
        const status: unknown = rows[0]?.status;
        if (status !== 'in progress') return status === 'committed';
        // The connection is closed on this side, but perhaps not on the side of the database.
        await pool.query('SELECT pg_terminate_backend($1)', [pid ?? 0]);
      } catch (error) {
        if (pool.ending) return null;
        // The server does not know the transaction: a standby replaced the server before it received the transaction.
        if (!(asTrouble(error) instanceof JournalUnavailable)) return false;
      }
      await pause(pauseMs);
    }
  };

  const attempt = async <Result>(
    client: PoolClient,
    work: (transaction: Transaction) => Promise<Result>,
    opening: string,
  ): Promise<Result> => {
    const owner = lease.id();
    const pending: Promise<unknown>[] = [];
    const track = <Value>(query: Promise<Value>): Promise<Value> => {
      const sent = failing(query);
      sent.catch(() => {});
      pending.push(sent);
      return sent;
    };
    // One text without values has one result for each statement.
    const begun = track(
      client.query(`BEGIN; SELECT pg_advisory_xact_lock_shared(${advisoryLocks.lease}, ${owner});
        SELECT pg_current_xact_id()::text AS xid; SELECT id, (SELECT version FROM webhook_versions WHERE id = 1) AS webhooks FROM gateways WHERE id = ${owner}${opening && `; ${opening}`}`),
    ) as unknown as Promise<readonly { readonly rows: readonly Row[] }[]>;
    const opened = track(begun.then((results) => results.at(-1)?.rows ?? []));
    const run = ({ name, text }: Statement, values: readonly unknown[]): Promise<readonly Row[]> =>
      track(client.query<Row>({ name, text, values: storableValues(values) }).then(({ rows }) => rows));

    let isDue = false;
    const webhooks: Transaction['webhooks'] = {
      listeners: async () => {
        const version = (await begun)[3]?.rows[0]?.['webhooks'];
        return listeners.at(typeof version === 'string' ? version : null, run);
      },
      stored: () => {
        isDue = true;
      },
    };

    const result = await work({ owner, opened, run, webhooks }).catch(async (error: unknown) => {
      // An earlier statement that was not awaited may be the reason: its error is reported.
      for (const sent of pending) await sent;
      throw error;
    });
    const results = await begun;
    if (results[3]?.rows.length === 0) throw new LeaseLost(owner);
    const commit = failing(client.query('COMMIT'));
    commit.catch(() => {});
    try {
      await Promise.all(pending);
      if ((await commit).command !== 'COMMIT') throw new Error('The transaction was rolled back');
    } catch (error) {
      // The COMMIT may have arrived although the answers to it and to the statements before it are lost.
      if (!isLost(error)) throw error;
      const xid = String(results[2]?.rows[0]?.['xid']);
      const pid = 'processID' in client ? Number(client.processID) : undefined;
      const committed = await isCommitted(xid, pid);
      if (committed === null) throw new JournalInDoubt(error.cause, error.trouble);
      if (!committed) throw error;
    }
    if (isDue) listeners.stored();
    return result;
  };

  const once = async <Result>(
    work: (transaction: Transaction) => Promise<Result>,
    opening: string,
  ): Promise<Result> => {
    const client = await failing(pool.connect());
    let broken = false;
    const onError = () => {
      broken = true;
    };
    client.on('error', onError);
    try {
      return await attempt(client, work, opening);
    } catch (error) {
      broken ||= isLost(error);
      if (!broken) {
        await client.query('ROLLBACK').catch(() => {
          broken = true;
        });
      }
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };

  return async (work, opening = '') => {
    for (let collisions = 0; ; ) {
      try {
        return await once(work, opening);
      } catch (error) {
        if (error instanceof LeaseLost) await lease.replace(error.owner);
        else if (isCollision(error) && collisions < maxCollisions) collisions += 1;
        else throw error;
      }
    }
  };
};
