import type { Row } from '../../journal/rows.ts';
import type { Pool } from '../connection/pool.ts';
import { storableValues } from '../connection/storable.ts';
import { asTrouble } from '../connection/trouble.ts';
import type { Statement } from './transaction.ts';

/** Runs one statement that writes nothing, as of one moment. */
export type Read = (statement: Statement, values: readonly unknown[]) => Promise<readonly Row[]>;

export const createRead =
  (pool: Pool): Read =>
  async ({ name, text }, values) => {
    try {
      return (await pool.query({ name, text, values: storableValues(values) })).rows;
    } catch (error) {
      throw asTrouble(error);
    }
  };
