import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside the sources and out of git's sight: the system's temporary directory may be in memory, where nothing is durable. */
const base = fileURLToPath(new URL('../../node_modules/.onshelf-bench-', import.meta.url)) + process.pid;

export const newDirectory = (): string => {
  mkdirSync(base, { recursive: true });
  return mkdtempSync(join(base, 'run-'));
};

export const removeDirectories = (): void => rmSync(base, { recursive: true, force: true });

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};
