import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { it } from '../../support/process.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** A host that accepts connections and sends nothing. */
const silentPort = async (): Promise<number> => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  return address.port;
};

const wrong: readonly {
  readonly name: string;
  readonly spoil: (url: URL) => unknown;
  readonly says: (url: URL) => string;
}[] = [
  {
    name: 'no server listens there',
    spoil: async (url) => {
      url.port = String(await freePort());
    },
    says: ({ host }) => `connect ECONNREFUSED ${host}`,
  },
  {
    name: 'the host does not answer',
    spoil: async (url) => {
      url.port = String(await silentPort());
    },
    says: () => 'timeout',
  },
  {
    name: 'there is no such host',
    spoil: (url) => {
      url.hostname = 'nowhere.invalid';
    },
    says: () => 'getaddrinfo',
  },
  {
    name: 'the password is another',
    spoil: () => {},
    says: ({ username }) => `password authentication failed for user "${username}"`,
  },
];

describe('a gateway that cannot use its database', () => {
  it.concurrent.for(wrong)(
    'logs one line with the reason and exits with code 1: $name',
    async ({ spoil, says }, { runProgram, vendors, expect: expectHere }) => {
      const url = new URL(database.url);
      url.password = 'hush/hush@1';
      await spoil(url);
      const { ended, said } = runProgram('src/main.ts', [], {
        PORT: '0',
        ...vendors.settings,
        DATABASE_URL: url.href,
      });
      expectHere(await ended).toBe(1);
      expectHere(said.out).toBe('');
      const lines = said.err.trimEnd().split('\n');
      expectHere(lines).toHaveLength(1);
      expectHere(lines[0]).toMatch(/^Onshelf could not start: The database onshelf_/u);
      expectHere(lines[0]).toContain(` at ${url.host} is not available: `);
      expectHere(lines[0]).toContain(says(url));
      expectHere(lines[0]).not.toMatch(/hush/u);
    },
  );
});
