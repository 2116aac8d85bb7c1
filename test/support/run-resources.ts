import { createServer } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';
import { buildPrograms } from './programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The local port at which tests ask for a resource of the run. */
    readonly resourcesPort: number;
  }
}

type Resource = { readonly place: string; release(): Promise<void> };

export type ResourceName = 'postgres' | 'migrated' | 'programs';
type Make = (name: ResourceName) => Promise<Resource>;

/** What the tests of a run share. Each resource is made when the first test asks for it. */
const resources: Readonly<Record<ResourceName, (make: Make) => Promise<Resource>>> = {
  /** The URL of a PostgreSQL server. TEST_DATABASE_URL names another one. */
  postgres: async (): Promise<Resource> => {
    const given = process.env['TEST_DATABASE_URL'];
    if (given) return { place: given, release: async () => {} };
    const { url, stop } = await startPostgres();
    return { place: url, release: stop };
  },
  /** The URL of a database with the tables of a gateway, of which tests make copies. Nothing stays connected to it. */
  migrated: async (make: Make): Promise<Resource> => {
    const [{ createIn }, { openPostgres }] = await Promise.all([
      import('./postgres-database.ts'),
      import('../../src/adapters/postgres/open.ts'),
    ]);
    const { url, drop } = await createIn((await make('postgres')).place);
    await (await openPostgres({ url })).journal.close();
    return { place: url, release: drop };
  },
  /** The folder of the built programs. */
  programs: async (): Promise<Resource> => {
    const { folder, remove } = await buildPrograms();
    return { place: folder, release: remove };
  },
};
export type ResourceAnswer = { readonly place: string } | { readonly problem: string };

const isName = (name: string): name is ResourceName => Object.hasOwn(resources, name);

/** Vitest calls it before the first test. The test processes ask it for resources over a local port. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const made = new Map<ResourceName, Promise<Resource>>();
  const make = (name: ResourceName): Promise<Resource> => {
    const resource = made.get(name) ?? resources[name](make);
    made.set(name, resource);
    return resource;
  };
  const answerTo = async (name: string): Promise<ResourceAnswer> => {
    if (!isName(name)) return { problem: `There is no resource ${name}` };
    const { place } = await make(name);
    return { place };
  };
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // A name is short, so it comes in one piece.
    socket.once('data', (name) => {
      answerTo(String(name))
        .catch((error: unknown): ResourceAnswer => ({ problem: String(error) }))
        .then((answer) => socket.end(JSON.stringify(answer)));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  project.provide('resourcesPort', address.port);
  return async () => {
    server.close();
    await Promise.allSettled([...made.values()].map(async (resource) => (await resource).release()));
  };
};
