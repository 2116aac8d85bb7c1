import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { initialisePostgres } from './postgres-library.ts';

export type PostgresServer = {
  readonly url: string;
  /** Stops, as for a restart: all connections are cut. `start` brings it back. */
  halt(): Promise<void>;
  start(): Promise<void>;
  /** Stops permanently, and deletes its data. */
  stop(): Promise<void>;
};

/** Stops the server when this process ends, in whatever way: the pipe to the watcher closes then. */
const stopWithThisProcess = async (directory: string): Promise<void> => {
  const [pid = ''] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
  const script = 'cat > /dev/null; kill -QUIT "$1" 2> /dev/null && sleep 1; rm -rf "$2"';
  const watcher = spawn('sh', ['-c', script, 'sh', pid, directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  if (watcher.stdin && 'unref' in watcher.stdin && typeof watcher.stdin.unref === 'function')
    watcher.stdin.unref();
};

/** Starts a server with an empty database. */
export const startPostgres = async (): Promise<PostgresServer> => {
  const directory = await mkdtemp(join(tmpdir(), 'onshelf-postgres-'));
  const { server, url, log } = await initialisePostgres(directory, await freePort(), {
    // Tests open thousands of connections. Most of the time of a connection would be the check of the password.
    initdb: ['--no-sync', '-c', 'scram_iterations=1'],
    // The data of a test need not survive a power failure.
    postgres: ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'scram_iterations=1'],
  });
  const start = async (): Promise<void> => {
    await server.start().catch(() => {
      throw new Error(`PostgreSQL did not start:\n${log.slice(-20).join('\n')}`);
    });
    await stopWithThisProcess(directory);
  };
  await start();
  return {
    url,
    halt: () => server.stop(),
    start,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
