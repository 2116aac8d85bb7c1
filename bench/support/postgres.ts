import { initialisePostgres } from '../../test/support/postgres-library.ts';
import { freePort, newDirectory } from './place.ts';

export type Postgres = { readonly url: string; stop(): Promise<void> };

/** A PostgreSQL with its settings as they come, beside the sources: what it commits is on the disk. */
export const startPostgres = async (): Promise<Postgres> => {
  const { server, url } = await initialisePostgres(newDirectory(), await freePort());
  await server.start();
  return { url, stop: () => server.stop() };
};
