import { readFileSync, writeFileSync } from 'node:fs';
import type { Memory } from '../processes/probe.ts';
import { type Child, type Environment, startChild } from './child.ts';
import type { Profile } from './cpu-profile.ts';
import { freePort, newDirectory } from './place.ts';
import { bodyOf, bodyOfItems } from './requests.ts';

/** A server under measurement. */
export type Party = {
  readonly name: string;
  readonly url: string;
  /** From its start to its first answer to a mutation, milliseconds. */
  readonly startMs: number;
  memory(): Promise<Memory>;
  cpuSeconds(): Promise<number>;
  /** Until `stopProfile`, which gives what was seen. */
  startProfile(): Promise<void>;
  stopProfile(): Promise<Profile>;
  /** Of the heap, into `file`. */
  heapSnapshot(file: string): Promise<void>;
  stop(): Promise<void>;
};

export type Vendor = {
  readonly url: string;
  /** `maxCalls` null: as many as come. */
  behave(manner: { readonly delayMs: number; readonly maxCalls: number | null }): Promise<void>;
  /** Rows applied since its start. */
  applied(): Promise<number>;
  /** Calls since its start that it did not refuse. */
  answered(): Promise<number>;
  stop(): Promise<void>;
};

export const atOnce = { delayMs: 0, maxCalls: null };

export const startVendor = async (): Promise<Vendor> => {
  const child = startChild('bench/processes/vendor.ts');
  const url = await child.ask<string>('start');
  return {
    url,
    behave: (manner) => child.ask('behave', manner),
    applied: () => child.ask('applied'),
    answered: () => child.ask('answered'),
    stop: child.stop,
  };
};

const headers = { 'content-type': 'application/json', accept: 'application/json' };
const startLimitMs = 30_000;

const firstAnswer = async (url: string, body: string): Promise<void> => {
  const endsAt = performance.now() + startLimitMs;
  while (performance.now() < endsAt) {
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
    const said = await answer?.text();
    if (answer?.ok && said?.includes('"APPLIED"')) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${url} gave no answer within ${startLimitMs} ms`);
};

const startParty = async (
  name: string,
  script: string,
  env: Environment,
  execArgv: readonly string[] = [],
  firstBody: string = bodyOf(0, 1),
): Promise<Party> => {
  const port = await freePort();
  const startedAt = performance.now();
  const child: Child = startChild(script, { ...env, PORT: String(port) }, [
    ...execArgv,
    '--import',
    new URL('../processes/probe.ts', import.meta.url).href,
  ]);
  const url = `http://127.0.0.1:${port}/graphql`;
  await Promise.race([
    firstAnswer(url, firstBody),
    child.ended.then(() => {
      throw new Error(`${name} ended before it answered`);
    }),
  ]);
  return {
    name,
    url,
    startMs: performance.now() - startedAt,
    memory: () => child.ask<Memory>('memory'),
    cpuSeconds: () => child.ask<number>('cpuSeconds'),
    startProfile: () => child.ask<void>('startProfile'),
    stopProfile: () => child.ask<Profile>('stopProfile'),
    heapSnapshot: (file) => child.ask<void>('heapSnapshot', file),
    stop: child.stop,
  };
};

export type Starting = {
  readonly vendor: Vendor;
  /** Calls to the vendor at a time, or connections to it. */
  readonly connections: number;
  /** Of the journal; left out, it is embedded. */
  readonly databaseUrl?: string;
  /** Started as if for the first time: it finds nothing that was compiled before, and makes ready to leave it. */
  readonly isFirst?: boolean;
  /** More channels of Global Link, each with a vendor of its own, by their keys. */
  readonly more?: { readonly [channel: string]: Vendor };
};

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { start: string };
};
/** What `npm start` asks of V8. */
const startFlags = scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** A file with the channel `global-link` and more of them. */
const channelsFile = (vendor: Vendor, more: { readonly [channel: string]: Vendor }): Environment => {
  const path = `${newDirectory()}/channels.json`;
  const channels = Object.entries({ 'global-link': vendor, ...more }).map(([id, { url }]) => ({
    ...{ id, vendor: 'GLOBAL_LINK', baseUrl: url, secretKey: 'bench' },
  }));
  writeFileSync(path, JSON.stringify(channels));
  return { CHANNELS_FILE: path };
};

export const startGateway = (
  { vendor, connections, databaseUrl, isFirst, more }: Starting,
  directory: string = newDirectory(),
  execArgv: readonly string[] = [],
): Promise<Party> =>
  startParty(
    'Onshelf',
    'src/main.ts',
    {
      ...(more
        ? channelsFile(vendor, more)
        : { GLOBAL_LINK_BASE_URL: vendor.url, GLOBAL_LINK_SECRET_KEY: 'bench' }),
      VENDOR_CONCURRENCY: String(connections),
      DATA_DIR: directory,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      ...(isFirst && { NODE_COMPILE_CACHE: newDirectory() }),
      LOG_LEVEL: 'warn',
    },
    [...startFlags, ...execArgv],
  );

/** A gateway with its own sandbox, in the same process, without sales. It has a vendor that calls back and can be read. */
export const startWithSandbox = (): Promise<Party> =>
  startParty(
    'Onshelf with its sandbox',
    'src/main.ts',
    {
      DATA_DIR: newDirectory(),
      SANDBOX_SALES_PER_MINUTE: '0',
      SANDBOX_PRODUCTS: '0',
      CATALOG_POLL_MS: String(3_600_000),
      LOG_LEVEL: 'warn',
    },
    startFlags,
    bodyOfItems([{ channel: 'global-link', productId: 'product-1', quantity: 1 }]),
  );

const peerSettings = ({ vendor, connections }: Starting): Environment => ({
  VENDOR_URL: vendor.url,
  VENDOR_CONNECTIONS: String(connections),
});

export const startYoga = (starting: Starting, productsDirectory = ''): Promise<Party> =>
  startParty('graphql-yoga by hand', 'bench/peers/yoga.ts', {
    ...peerSettings(starting),
    PRODUCTS_DIR: productsDirectory,
  });

export const startYogaWithLoader = (starting: Starting): Promise<Party> =>
  startParty('the same with a DataLoader', 'bench/peers/yoga.ts', {
    ...peerSettings(starting),
    LOADER: 'yes',
  });

export const startForwarder = (starting: Starting): Promise<Party> =>
  startParty('node:http forwarder', 'bench/peers/forwarder.ts', peerSettings(starting));
