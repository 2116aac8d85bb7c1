import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { JournalInDoubt, JournalUnavailable } from '../../../ports/journal-unavailable.ts';
import type { Row } from '../../journal/rows.ts';
import type { Lease } from '../connection/lease.ts';
import type { Pool } from '../connection/pool.ts';
import { storableValues } from '../connection/storable.ts';
import { asTrouble, isCollision, isLost } from '../connection/trouble.ts';
import { locks } from './locks.ts';

/** One that is prepared by its name, once a connection. */
export type Statement = { readonly name: string; readonly text: string };

export type Transaction = {
  /** The gateway in whose name it writes. */
  readonly owner: number;
  /** What the last statement of `opening` gave. */
  readonly opened: Promise<readonly Row[]>;
  /**
   * Sends the statement at once: what is not awaited shares its round trip with what follows, and fails the transaction
   * all the same.
   */
  run(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
};

export type Transactions = <Result>(
  work: (transaction: Transaction) => Promise<Result>,
  /** Further statements to begin with, without values. */
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

const told = <Value>(query: Promise<Value>): Promise<Value> =>
  query.catch((error: unknown) => {
    throw asTrouble(error);
  });

/**
 * Runs work in transactions of this gateway's. Each holds the lease's lock, so that nobody takes the gateway's work
 * over in its midst; a gateway whose lease is gone begins another, and the work runs again in its name.
 */
export const createTransactions = (pool: Pool, lease: Lease): Transactions => {
  /** The answer to a COMMIT was lost. The database knows what became of it; null where it can't be asked any more. */
  const isCommitted = async (xid: string, pid: number | undefined): Promise<boolean | null> => {
    for (;;) {
      try {
        const { rows } = await pool.query('SELECT pg_xact_status($1::xid8) AS status', [xid]);
        const status: unknown = rows[0]?.status;
        if (status !== 'in progress') return status === 'committed';
        // Its connection is gone for this side, and perhaps not for the other.
        await pool.query('SELECT pg_terminate_backend($1)', [pid ?? 0]);
      } catch (error) {
        if (pool.ending) return null;
        // A server that knows no such transaction took over from the one that lost it.
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
      const asked = told(query);
      asked.catch(() => {});
      pending.push(asked);
      return asked;
    };
    // One text without values: as many results as it has statements.
    const begun = track(
      client.query(`BEGIN; SELECT pg_advisory_xact_lock_shared(${locks.lease}, ${owner});
        SELECT pg_current_xact_id()::text AS xid; SELECT id FROM gateways WHERE id = ${owner}${opening && `; ${opening}`}`),
    ) as unknown as Promise<readonly { readonly rows: readonly Row[] }[]>;
    const opened = track(begun.then((results) => results.at(-1)?.rows ?? []));
    const run = ({ name, text }: Statement, values: readonly unknown[]): Promise<readonly Row[]> =>
      track(client.query<Row>({ name, text, values: storableValues(values) }).then(({ rows }) => rows));

    const result = await work({ owner, opened, run }).catch(async (error: unknown) => {
      // It may have failed only since one before it had, which nobody waited for: the first to fail says why.
      for (const asked of pending) await asked;
      throw error;
    });
    const results = await begun;
    if (results[3]?.rows.length === 0) throw new LeaseLost(owner);
    const commit = told(client.query('COMMIT'));
    commit.catch(() => {});
    try {
      await Promise.all(pending);
      if ((await commit).command !== 'COMMIT') throw new Error('The transaction was rolled back');
    } catch (error) {
      // What was sent before the COMMIT may have got there with it, though the answers to both are lost.
      if (!isLost(error)) throw error;
      const xid = String(results[2]?.rows[0]?.['xid']);
      const pid = 'processID' in client ? Number(client.processID) : undefined;
      const committed = await isCommitted(xid, pid);
      if (committed === null) throw new JournalInDoubt(error.cause, error.trouble);
      if (!committed) throw error;
    }
    return result;
  };

  const once = async <Result>(
    work: (transaction: Transaction) => Promise<Result>,
    opening: string,
  ): Promise<Result> => {
    const client = await told(pool.connect());
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
