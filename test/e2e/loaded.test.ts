import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { outcomeOf, setStock } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';
import { type Loaded, loadedFile } from '../support/loaded.ts';
import { it as processIt } from '../support/process.ts';
import { sourceOf } from '../support/programs.ts';

/** It is about the modules of the sources, so it starts them like `npm start`. */
const it = processIt.extend('fileOf', async () => sourceOf);

const root = fileURLToPath(new URL('../../', import.meta.url));
const recorder = new URL('../support/record-loaded.ts', import.meta.url).href;
const failing = {
  NODE_OPTIONS: `--import ${new URL('../support/fail-late-loads.ts', import.meta.url).href}`,
};
const recording = { NODE_OPTIONS: `--import ${recorder}` };

/** Modules, by a part of their URL. */
const needed = ['/src/app/start.ts', '/node_modules/graphql-yoga/', '/node_modules/undici/index.js'];
const late = [
  ...[
    '/src/sandbox/',
    '/src/adapters/postgres/',
    '/src/telemetry/otel.ts',
    '/src/http/graphql/streams/websocket.ts',
  ],
  ...[
    'pg',
    'ws',
    'graphql-ws',
    'graphql-jit',
    'pino-pretty',
    '@opentelemetry',
    '@graphql-yoga/render-graphiql',
  ].map((name) => `/node_modules/${name}/`),
  // Only parts of this package are needed, so its entry must not be loaded.
  '/node_modules/prom-client/index.js',
];

/** The modules that a gateway loads to answer mutations, and the folder of its compiled code. */
describe('the start', () => {
  it.concurrent('loads what an answer needs, and no module that is configured off or needed later', async ({
    directory,
    startGateway,
    vendors,
  }) => {
    const { url, child, ended } = await startGateway({ ...vendors.settings, ...recording });
    expect((await setStock(url, [globalLinkStock('product-001', 12)])).results.map(outcomeOf)).toEqual([
      'APPLIED',
    ]);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);

    const { modules, compiledIn }: Loaded = JSON.parse(await readFile(join(directory, loadedFile), 'utf8'));
    const has = (part: string): boolean => modules.some((module) => module.includes(part));
    expect(needed.filter((part) => !has(part))).toEqual([]);
    expect(late.filter(has)).toEqual([]);
    // The compiled code is stored next to the sources.
    expect(compiledIn).toContain(join(root, 'node_modules/.cache/onshelf'));
  });

  it.concurrent('loads a lazy module again for the next request after a failure', async ({
    startGateway,
    vendors,
  }) => {
    const { url, child, ended, said } = await startGateway({ ...vendors.settings, ...failing });
    const opened = async (): Promise<string> => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const outcome = await once(socket, 'open').then(() => 'open', String);
      socket.terminate();
      return outcome;
    };
    expect(await opened()).toContain('503');
    expect(await opened()).toBe('open');
    const statusOf = async (path: string): Promise<number> =>
      (await fetch(`${url}${path}`, { headers: { accept: 'text/html' } })).status;
    expect([await statusOf('/metrics'), await statusOf('/metrics')]).toEqual([500, 200]);
    expect([await statusOf('/graphql'), await statusOf('/graphql')]).toEqual([500, 200]);
    const change = async () =>
      (await setStock(url, [globalLinkStock('product-001', 12)])).results.map(outcomeOf);
    for (let times = 0; times < 8; times += 1) expect(await change()).toEqual(['APPLIED']);
    expect(said.err.match(/^unread: /gmu)).toHaveLength(4);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it.concurrent('stores compiled code in the folder that the environment names', async ({
    directory,
    startGateway,
  }) => {
    const place = join(directory, 'compiled');
    const { child, ended } = await startGateway({ ...recording, NODE_COMPILE_CACHE: place });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const { compiledIn }: Loaded = JSON.parse(await readFile(join(directory, loadedFile), 'utf8'));
    expect(compiledIn).toContain(place);
  });
});
