import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { describe, expect } from 'vitest';
import { it } from '../support/process.ts';
import type { Program } from '../support/program.ts';

/** The output of a gateway that cannot start: a few lines on standard error, no stack trace, and exit code 1. */
const refusalOf = async ({ said, ended }: Program): Promise<string> => {
  expect(await ended).toBe(1);
  expect(said.out).toBe('');
  expect(said.err).not.toMatch(/^\s+at /mu);
  expect(said.err).not.toContain('file://');
  return said.err;
};

const linesAbout = (refusal: string): readonly string[] =>
  refusal
    .split('\n')
    .filter((line) => line.startsWith('  - '))
    .map((line) => line.replace(/^ {2}- (?<name>\w+).*$/u, '$<name>'));

describe('a gateway with invalid settings', () => {
  it.concurrent('names every invalid setting in one message', async ({ runProgram }) => {
    const refusal = await refusalOf(
      runProgram('src/main.ts', [], {
        PORT: 'abc',
        HOST: '!no host!',
        METRICS_PORT: '4799',
        METRICS_HOST: 'a..b',
        PUBLIC_URL: 'gateway.example',
        MAX_ITEMS: '0',
        RETENTION_DAYS: '1.5',
        LOG_LEVEL: 'loud',
        VENDOR_CONCURRENCY: '-1',
        VENDOR_TIMEOUT_MS: 'soon',
        CALLBACK_TIMEOUT_MS: '0',
        GLOBAL_LINK_BASE_URL: 'https://vendor.example/global-ship',
        BRIGHTMALL_BASE_URL: 'vendor.example',
        BRIGHTMALL_API_KEY: 'a key with spaces',
        BRIGHTMALL_VENDOR_ID: 'v',
        SMAREGI_BASE_URL: 'https://vendor.example/x/pos',
        SMAREGI_CLIENT_ID: 'id',
        CHANNELS_FILE: 'nowhere.json',
        API_KEYS_FILE: 'keys.json',
      }),
    );
    expect(linesAbout(refusal).toSorted()).toEqual(
      [
        ...[
          'PORT',
          'HOST',
          'METRICS_HOST',
          'PUBLIC_URL',
          'MAX_ITEMS',
          'RETENTION_DAYS',
          'LOG_LEVEL',
          'VENDOR_CONCURRENCY',
        ],
        ...['VENDOR_TIMEOUT_MS', 'CALLBACK_TIMEOUT_MS', 'GLOBAL_LINK_SECRET_KEY', 'BRIGHTMALL_BASE_URL'],
        ...[
          'BRIGHTMALL_API_KEY',
          'SMAREGI_TOKEN_URL',
          'SMAREGI_CLIENT_SECRET',
          'CHANNELS_FILE',
          'API_KEYS_FILE',
        ],
      ].toSorted(),
    );
    expect(refusal).not.toContain('a key with spaces');
    expect(refusal).toContain('nowhere.json');
  });

  it.concurrent('C9: names all invalid settings at once, of any kind, and no secret', async ({
    runProgram,
    directory,
  }) => {
    const path = (name: string) => `${directory}/${name}`;
    await writeFile(path('file'), '');
    await writeFile(
      path('channels.json'),
      JSON.stringify([
        { id: 'a', vendor: 'GLOBAL_LINK', baseUrl: 'vendor.example', secretKey: 'SECRET-1' },
        { id: 'a', vendor: 'NONE', baseUrl: 'ftp://vendor.example', limits: { timeoutMs: 0 } },
        {
          id: 'b',
          vendor: 'SMAREGI',
          baseUrl: 'http://vendor.example',
          tokenUrl: 'x',
          limits: { concurrency: 0 },
        },
        { id: 'c', vendor: 'BRIGHTMALL', baseUrl: 'https://vendor.example', apiKey: { env: 'NOT_SET' } },
        'SECRET-2',
      ]),
    );
    await writeFile(
      path('keys.json'),
      JSON.stringify({ clients: [{ id: 'x', scopes: ['fly'], channels: null, keys: [] }] }),
    );
    await writeFile(path('documents.json'), '{ "SECRET-3');
    const refusal = await refusalOf(
      runProgram('src/main.ts', [], {
        PORT: '4444',
        METRICS_PORT: '4444',
        PUBLIC_URL: `https://gateway.example/${'p'.repeat(600)}`,
        DATA_DIR: path('file/data'),
        MAX_ITEMS: '500',
        MAX_PENDING_ITEMS: '10',
        LOG_LEVEL: 'loud',
        KEEP_ALIVE_MS: '5',
        MAX_UNSENT_BYTES: 'many',
        CORS_ORIGINS: '*',
        GRAPHIQL: 'maybe',
        TRUST_PROXY: 'SECRET-4',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere',
        CHANNELS_FILE: path('channels.json'),
        API_KEYS_FILE: path('keys.json'),
        TRUSTED_DOCUMENTS_FILE: path('documents.json'),
        GLOBAL_LINK_BASE_URL: 'https://user:SECRET-5@vendor.example',
        SMAREGI_BASE_URL: 'ftp://vendor.example',
        SMAREGI_CLIENT_SECRET: 'SECRET-6 ',
      }),
    );
    for (const part of [
      'LOG_LEVEL must be',
      'KEEP_ALIVE_MS must be',
      'MAX_UNSENT_BYTES must be',
      'CORS_ORIGINS must be',
      'GRAPHIQL must be',
      'TRUST_PROXY must be',
      'OTEL_EXPORTER_OTLP_ENDPOINT must be',
      'METRICS_PORT must be another port than PORT',
      'MAX_PENDING_ITEMS must be at least MAX_ITEMS',
      'PUBLIC_URL gives no valid callback URL for smaregi',
      'PUBLIC_URL gives no valid callback URL for b',
      'DATA_DIR ',
      'API_KEYS_FILE: clients.0.scopes.0',
      'TRUSTED_DOCUMENTS_FILE: ',
      'GLOBAL_LINK_BASE_URL must be',
      'GLOBAL_LINK_SECRET_KEY is missing',
      'SMAREGI_BASE_URL must be',
      'SMAREGI_CLIENT_SECRET must be',
      'SMAREGI_CLIENT_ID is missing',
      'SMAREGI_TOKEN_URL is missing',
      'CHANNELS_FILE: 0.baseUrl',
      'CHANNELS_FILE: 1.vendor',
      'CHANNELS_FILE: 1.baseUrl',
      'CHANNELS_FILE: 1.limits.timeoutMs',
      'CHANNELS_FILE: 2.baseUrl',
      'CHANNELS_FILE: 2.tokenUrl',
      'CHANNELS_FILE: 2.clientId is missing',
      'CHANNELS_FILE: 2.limits.concurrency',
      'CHANNELS_FILE: 3.apiKey (the variable NOT_SET) is missing',
      'CHANNELS_FILE: 3.vendorId is missing',
      'CHANNELS_FILE: 4 ',
      'Two channels have the id a',
    ]) {
      expect(refusal.split(`  - ${part}`), part).toHaveLength(2);
    }
    expect(refusal).not.toContain('SECRET-');
  });

  it.concurrent('requires API keys to listen on other addresses, and explains how to create one', async ({
    runProgram,
  }) => {
    for (const HOST of ['0.0.0.0', '127.0.0.1.example']) {
      const refusal = await refusalOf(runProgram('src/main.ts', [], { HOST }));
      expect(refusal).toContain(`HOST ${HOST}`);
      expect(refusal).toContain('onshelf keys create');
      expect(refusal).toContain('API_KEYS_FILE');
    }
  });

  it.concurrent('names the place of an error in CHANNELS_FILE', async ({ runProgram, directory }) => {
    const CHANNELS_FILE = `${directory}/channels.json`;
    const account = {
      id: 'a',
      vendor: 'GLOBAL_LINK',
      baseUrl: 'https://vendor.example',
      secretKey: 'secret-1',
    };
    await writeFile(
      CHANNELS_FILE,
      JSON.stringify([
        account,
        { ...account, secretKey: { env: 'NOT_SET' } },
        { ...account, id: 'b', baseUrl: 'vendor.example', limits: { concurrency: 0 } },
        { ...account, id: 'c', surprise: 'x' },
        { ...account, id: 'a' },
      ]),
    );
    const refusal = await refusalOf(runProgram('src/main.ts', [], { CHANNELS_FILE }));
    for (const part of ['1.secretKey', '2.baseUrl', '2.limits', 'surprise', 'Two channels have the id a']) {
      expect(refusal).toContain(part);
    }
    expect(refusal).not.toContain('secret-1');
  });

  it.concurrent('reports that CHANNELS_FILE is not JSON, or not a list of channels', async ({
    runProgram,
    directory,
  }) => {
    const CHANNELS_FILE = `${directory}/channels.json`;
    await writeFile(CHANNELS_FILE, '[{');
    expect(await refusalOf(runProgram('src/main.ts', [], { CHANNELS_FILE }))).toContain('CHANNELS_FILE');
    await writeFile(CHANNELS_FILE, '{"channels": []}');
    expect(await refusalOf(runProgram('src/main.ts', [], { CHANNELS_FILE }))).toContain('CHANNELS_FILE');
  });

  it.concurrent('reports that its port is in use', async ({ runProgram, directory }) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const PORT = String(address !== null && typeof address === 'object' ? address.port : 0);
    const refusal = await refusalOf(runProgram('src/main.ts', [], { PORT, DATA_DIR: `${directory}/data` }));
    taken.close();
    expect(refusal).toMatch(/port is in use.*PORT/i);
  });

  it.concurrent('reports that another gateway uses its DATA_DIR, and the other continues', async ({
    runProgram,
    startGateway,
  }) => {
    const first = await startGateway();
    const refusal = await refusalOf(runProgram('src/main.ts', [], first.settings));
    expect(refusal).toContain('DATA_DIR');
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
  });

  it.concurrent('reports that its DATA_DIR cannot be created', async ({ runProgram, directory }) => {
    await writeFile(`${directory}/file`, '');
    const DATA_DIR = `${directory}/file/data`;
    expect(await refusalOf(runProgram('src/main.ts', [], { PORT: '0', DATA_DIR }))).toContain(DATA_DIR);
  });

  it.concurrent('reads an .env file, and treats an empty value as unset', async ({
    directory,
    startGateway,
  }) => {
    await writeFile(`${directory}/.env`, 'MAX_ITEMS=1\nGLOBAL_LINK_SECRET_KEY=\nRETENTION_DAYS=\n');
    const { url } = await startGateway();
    const query =
      'mutation { setStock(input: { items: [{ channel: "a", productId: "1", quantity: 1 }, { channel: "a", productId: "2", quantity: 1 }] }) { userErrors { code limit } } }';
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toMatchObject({
      data: { setStock: { userErrors: [{ code: 'TOO_MANY_ITEMS', limit: 1 }] } },
    });
  });
});
