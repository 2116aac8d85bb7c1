import { chmodSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { loadPostgres } from '../../test/support/postgres-library.ts';
import { freePort, newDirectory } from './place.ts';

export type Postgres = { readonly url: string; stop(): Promise<void> };

/** A PostgreSQL with its settings as they come, beside the sources: what it commits is on the disk. */
export const startPostgres = async (): Promise<Postgres> => {
  const directory = newDirectory();
  // It does not run as root; as another user it has to get at its directory.
  chmodSync(directory, 0o755);
  const port = await freePort();
  const EmbeddedPostgres = await loadPostgres(directory);
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'onshelf',
    password: 'of-no-worth',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return { url: `postgres://onshelf:of-no-worth@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
};
