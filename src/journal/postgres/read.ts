import type { Pool } from '../../postgres/pool.ts';
import { storableValues } from '../../postgres/storable.ts';
import { asTrouble } from '../../postgres/trouble.ts';
import type { Row } from '../rows.ts';
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
