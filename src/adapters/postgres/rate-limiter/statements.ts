import type { Pool } from 'pg';
import type { ChannelId } from '../../../domain/ids.ts';
import type { Lease } from '../connection/lease.ts';

/** The slots of a channel that belong to this gateway. */
export type Share = {
  readonly held: number;
  /** How many of the held slots it may go on using. It gives the others back as they come free. */
  readonly granted: number;
  /** Whether there are more gateways than slots: after one request the slot goes to another gateway. */
  readonly takesTurns: boolean;
  /** How long the vendor wants no request, milliseconds. */
  readonly pauseMs: number;
};

type ShareRow = { held: number; granted: number; takes_turns: boolean; pause_ms: number };

export type Statements = {
  /** Asks for `wanted` slots of `most`, and keeps at least `kept`. */
  share(most: number, wanted: number, kept: number): Promise<Share>;
  /** Reserves a moment for a request that writes. Gives how many milliseconds away it is. */
  reserveStart(ratePerSecond: number, windowMs: number): Promise<number>;
  /** As `reserveStart`, for a request that reads. */
  reserveRead(ratePerSecond: number, windowMs: number): Promise<number>;
  pause(ms: number): Promise<void>;
};

export type RateLimiterDeps = {
  readonly pool: Pick<Pool, 'query'>;
  readonly lease: Pick<Lease, 'id' | 'holds' | 'isSettled' | 'renewMs'>;
};

/** The functions of the database that share a channel's limits among gateways (`migrations.ts`). */
export const prepareStatements = ({ pool, lease }: RateLimiterDeps, channel: ChannelId): Statements => {
  const call = async <Row>(name: string, text: string, values: readonly unknown[]): Promise<Row> => {
    const { rows } = await pool.query({ name, text, values: [channel, ...values] });
    const [row] = rows;
    if (!row) throw new Error(`${name} returned no row`);
    return row;
  };
  const reserve = (name: string) => async (ratePerSecond: number, windowMs: number) => {
    const row = await call<{ wait: number }>(name, `SELECT ${name}($1, $2, $3) AS wait`, [
      ratePerSecond,
      windowMs,
    ]);
    return row.wait;
  };
  const me = () => String(lease.id());

  return {
    share: async (most, wanted, kept) => {
      const row = await call<ShareRow>(
        'share_leased_slots',
        'SELECT held, granted, takes_turns, pause_ms FROM share_leased_slots($1, $2, $3, $4, $5, $6)',
        [me(), most, wanted, kept, lease.isSettled()],
      );
      return { held: row.held, granted: row.granted, takesTurns: row.takes_turns, pauseMs: row.pause_ms };
    },
    reserveStart: reserve('reserve_start'),
    reserveRead: reserve('reserve_read'),
    pause: async (ms) => {
      await call('pause_channel', 'SELECT pause_channel($1, $2, $3)', [me(), ms]);
    },
  };
};
