import { randomUUID } from 'node:crypto';
import { query } from '../../support/postgres.ts';
import { placeOf } from '../../support/resource.ts';
import type { OnFinished } from '../../support/temporary-directory.ts';

/** The database that the pages show. */
const shown = 'postgres://onshelf:change-me@127.0.0.1:5432/onshelf';

export type PageDatabase = {
  /** The page with the name and the address of its own database. */
  readonly text: string;
  /** Its address; null for a page without a database. */
  readonly url: string | null;
  /** Runs SQL. Statements that create a role or a database run on the server. */
  run(sql: string): Promise<readonly Record<string, unknown>[]>;
};

const creates = /^CREATE (?:ROLE|DATABASE) .*$/gmu;

/** Gives a page a role and a database of its own. The page creates them, and the test drops them. */
export const pageDatabase = async (text: string, later: OnFinished): Promise<PageDatabase> => {
  if (!text.includes(shown)) {
    const none = () => Promise.reject(new Error('the page has no address of a database'));
    return { text, url: null, run: none };
  }
  const server = await placeOf('postgres');
  const name = `onshelf_${randomUUID().replaceAll('-', '')}`;
  const own = new URL(server);
  own.username = name;
  own.password = 'change-me';
  own.pathname = `/${name}`;
  later(async () => {
    await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await query(server, `DROP ROLE IF EXISTS ${name}`);
  });
  return {
    text: text
      .replaceAll(shown, own.href)
      .replaceAll(creates, (statement) => statement.replaceAll(/\bonshelf\b/gu, name)),
    url: own.href,
    run: async (sql) => {
      if (sql.match(creates) === null) return query(own.href, sql);
      // A database is not created in a transaction, so each statement is sent alone.
      for (const statement of sql.split(/;\s*$/mu).filter((one) => one.trim() !== ''))
        await query(server, statement);
      return [];
    },
  };
};
