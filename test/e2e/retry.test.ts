import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { startApp } from '../../src/app/compose.ts';
import { readConfig } from '../../src/config/config.ts';
import { createLog } from '../../src/lib/logging/log.ts';
import { it } from '../support/app.ts';
import {
  accepted,
  attemptsOf,
  ended,
  only,
  operationOf,
  outcomeOf,
  resultsOf,
  setStock,
} from '../support/client.ts';
import { until } from '../support/gateway.ts';
import { globalLinkStock } from '../support/items.ts';
import { type OnFinished, temporaryDirectory } from '../support/temporary-directory.ts';

type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown };

/** A local vendor that answers with `answer`, and records the times of its calls. */
const startVendor = async (answer: (path: string) => Answer, later: OnFinished) => {
  const calls: { readonly path: string; readonly at: number }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    calls.push({ path, at: performance.now() });
    request.resume();
    const { status, headers = {}, body = {} } = answer(path);
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  later(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** A gateway with one Smaregi channel at this URL, including its tokens. */
const startSmaregi = async (url: string, later: OnFinished, directory?: string, retryForMs = 900_000) => {
  const dataDir = directory ?? (await temporaryDirectory(later));
  const file = join(dataDir, 'channels.json');
  const channel = {
    id: 'smaregi',
    vendor: 'SMAREGI',
    baseUrl: `${url}/contract/pos`,
    tokenUrl: `${url}/token`,
    clientId: 'client',
    clientSecret: 'secret',
    limits: { retryForMs },
  };
  await writeFile(file, JSON.stringify([channel]));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, CHANNELS_FILE: file });
  const app = await startApp(config, createLog('silent'));
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= app.close(1_000);
    return closing;
  };
  later(close);
  return { ...app, close };
};
const smaregiStock = (productId: string) => ({ channel: 'smaregi', productId, locationId: '1', quantity: 3 });

const past = 'Thu, 01 Jan 2015 00:00:00 GMT';

describe('retries after a failure', () => {
  it.concurrent('A8: continue through an outage, and the items are applied afterwards', async ({ start }) => {
    const app = await start();
    const { control } = app.sandbox.globalLink;
    control.fail({ on: 'stock-updates', kind: 'status', status: 503, times: 5 });
    const answer = await setStock(app.url, [globalLinkStock('product-001', 7)], { waitMs: 0 });
    const id = accepted(answer).id;
    await until(async () => {
      const result = only(resultsOf(await operationOf(app.url, id)));
      return 'stage' in result && result.stage === 'RETRYING';
    });
    const operation = await ended(app.url, id);
    expect(resultsOf(operation).map(outcomeOf)).toEqual(['APPLIED']);
    expect(attemptsOf(operation)).toEqual([
      ...Array.from({ length: 5 }, (_, at) => `${at + 1} UNAVAILABLE`),
      '6 ANSWERED',
    ]);
  });

  it.concurrent('B2: follow a single 408', async ({ start }) => {
    const app = await start();
    app.sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 408, times: 1 });
    const answer = await setStock(app.url, [globalLinkStock('product-001', 7)], { waitMs: 30_000 });
    expect(answer.results.map(outcomeOf)).toEqual(['APPLIED']);
  });

  it.concurrent('C10: are in the delivery log as TIMED_OUT if no answer came in time', async ({ start }) => {
    const app = await start({ VENDOR_TIMEOUT_MS: '300', RETRY_FOR_MS: '0' });
    app.sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'hang', times: 99 });
    const answer = await setStock(app.url, [globalLinkStock('product-001', 7)], { waitMs: 30_000 });
    expect(only(answer.results)).toMatchObject({ __typename: 'OutcomeUnknown' });
    expect(attemptsOf(await operationOf(app.url, accepted(answer).id))).toEqual(['1 TIMED_OUT']);
  });

  it.concurrent.for([
    ['item calls', 'Retry-After: 0', { 'retry-after': '0' }, 'stock/bulk'],
    ['item calls', 'a date in the past', { 'retry-after': past }, 'stock/bulk'],
    ['item calls', 'an unreadable value', { 'retry-after': 'soon' }, 'stock/bulk'],
    ['item calls', 'no value', {}, 'stock/bulk'],
    ['token calls', 'Retry-After: 0', { 'retry-after': '0' }, 'token'],
    ['token calls', 'a negative value', { 'retry-after': '-5' }, 'token'],
  ] as const)(
    'B1: are few if a vendor answers %s with 429 and %s',
    async ([, , headers, call], { later }) => {
      const vendor = await startVendor(
        (path) =>
          path.endsWith(`/${call}`)
            ? { status: 429, headers }
            : { status: 200, body: { access_token: 'token', expires_in: 3600 } },
        later,
      );
      const { url } = await startSmaregi(vendor.url, later);
      await setStock(url, [smaregiStock('1')], { waitMs: 0 });
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      // Pauses of 100 to 200 ms at first, each twice as long as the one before.
      const limitedCalls = vendor.calls.filter(({ path }) => path.endsWith(`/${call}`));
      expect(limitedCalls.length).toBeGreaterThan(2);
      expect(limitedCalls.length).toBeLessThan(10);
    },
  );

  it.concurrent('A8: continue after a restart, with the remaining time', async ({ later }) => {
    let isAway = true;
    const vendor = await startVendor((path) => {
      if (path.startsWith('/token'))
        return { status: 200, body: { access_token: 'token', expires_in: 3600 } };
      return isAway ? { status: 503 } : { status: 200, body: { requestId: 1 } };
    }, later);
    const directory = await temporaryDirectory(later);
    const first = await startSmaregi(vendor.url, later, directory);
    const { id } = accepted(await setStock(first.url, [smaregiStock('1')], { waitMs: 1_000 }));
    await until(async () => {
      const result = only(resultsOf(await operationOf(first.url, id)));
      return 'stage' in result && result.stage === 'RETRYING';
    });
    await first.close();
    isAway = false;
    const tries = vendor.calls.length;
    const second = await startSmaregi(vendor.url, later, directory);
    await until(() => vendor.calls.length > tries);
    await until(async () => {
      const result = only(resultsOf(await operationOf(second.url, id)));
      return 'stage' in result && result.stage === 'AWAITING_CALLBACK';
    });
  });
});
