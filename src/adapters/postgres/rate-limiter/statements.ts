import type { Pool } from 'pg';
import type { ChannelId } from '../../../domain/ids.ts';

/** What is this gateway's of a channel's slots, once it has said what it wants and what it keeps in any case. */
export type Share = {
  /** Slots that are its own. */
  readonly held: number;
  /** How many of them it may go on using; the others it gives back as they come free. */
  readonly granted: number;
  /** Whether there are more gateways than slots: one request, then it is another's turn. */
  readonly takesTurns: boolean;
  /** For how long the vendor wants no request, milliseconds. */
  readonly pauseMs: number;
};

type ShareRow = { held: number; granted: number; takes_turns: boolean; pause_ms: number };

export type Statements = {
  share(most: number, wanted: number, kept: number, leaseMs: number): Promise<Share>;
  /** In how many milliseconds a request that writes may start; reserves that moment. */
  reserveStart(ratePerSecond: number, windowMs: number): Promise<number>;
  /** As `reserveStart`, for a request that reads. */
  reserveRead(ratePerSecond: number, windowMs: number): Promise<number>;
  pause(ms: number): Promise<void>;
};

export const prepareStatements = (
  pool: Pick<Pool, 'query'>,
  channel: ChannelId,
  gateway: string,
): Statements => ({
  share: async (...about) => {
    const { rows } = await pool.query<ShareRow>({
      name: 'share_slots',
      text: 'SELECT held, granted, takes_turns, pause_ms FROM share_slots($1, $2, $3, $4, $5, $6)',
      values: [channel, gateway, ...about],
    });
    const [row] = rows;
    if (!row) throw new Error('share_slots gave no row');
    return { held: row.held, granted: row.granted, takesTurns: row.takes_turns, pauseMs: row.pause_ms };
  },
  reserveStart: async (ratePerSecond, windowMs) => {
    const { rows } = await pool.query<{ wait: number }>({
      name: 'reserve_start',
      text: 'SELECT reserve_start($1, $2, $3) AS wait',
      values: [channel, ratePerSecond, windowMs],
    });
    const [row] = rows;
    if (!row) throw new Error('reserve_start gave no row');
    return row.wait;
  },
  reserveRead: async (ratePerSecond, windowMs) => {
    const { rows } = await pool.query<{ wait: number }>({
      name: 'reserve_read',
      text: 'SELECT reserve_read($1, $2, $3) AS wait',
      values: [channel, ratePerSecond, windowMs],
    });
    const [row] = rows;
    if (!row) throw new Error('reserve_read gave no row');
    return row.wait;
  },
  pause: async (ms) => {
    await pool.query({
      name: 'pause_channel',
      text: 'SELECT pause_channel($1, $2, $3)',
      values: [channel, gateway, ms],
    });
  },
});
