import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect } from 'vitest';
import { SetStock } from '../../e2e/documents.ts';
import { hungUp, send, sendBytes, statusesIn } from '../../security/ask.ts';
import { it, type TestApp } from '../../support/app.ts';
import { accepted, ended, only, operationOf, outcomeOf, resultsOf, until } from '../../support/client.ts';
import { run } from '../../support/graphql.ts';
import { smaregiStock } from '../../support/items.ts';

/** A request that Smaregi accepted. The test sends its webhook. */
const awaited = async (app: TestApp, productId = '601') => {
  const { control } = app.sandbox.smaregi;
  control.behave({ callbackDelayMs: 600_000 });
  const input = { items: [smaregiStock(productId, 40)], waitMs: 0 };
  const { setStock } = await run(app.url, SetStock, { input });
  if (!setStock) throw new Error('No payload');
  const { id } = accepted(setStock);
  const { vendorRequests } = await until(
    () => operationOf(app.url, id),
    (operation) =>
      resultsOf(operation).some((result) => 'stage' in result && result.stage === 'AWAITING_CALLBACK'),
  );
  const { body } = control.requests().findLast(({ method }) => method === 'PATCH') ?? {};
  const requestId = Number(only(vendorRequests).vendorRequestId);
  const done = { requestId, result: [{ id: '1', productId, storeId: '8' }] };
  return { id, address: String(Object(body)['callbackUrl']), requestId, done };
};

const post = async (address: string, body: string | Buffer): Promise<number | undefined> =>
  (await send(address, { method: 'POST', body })).status;

const endOf = async (app: TestApp, id: string): Promise<string> =>
  outcomeOf(only(resultsOf(await ended(app.url, id))));

const headOf = (address: string): string => {
  const { host, pathname } = new URL(address);
  return `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`;
};

const open = async (address: string, text: string): Promise<Socket> => {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {}).resume();
  await once(socket, 'connect');
  socket.write(text);
  return socket;
};

describe('the body of a webhook', () => {
  it('B3: may begin with a byte order mark', async ({ start }) => {
    const app = await start();
    const { id, address, done } = await awaited(app);
    expect(await post(address, `\uFEFF${JSON.stringify(done)}`)).toBe(200);
    expect(await endOf(app, id)).toBe('APPLIED');
  });

  it('B4: may contain a message with an empty result', async ({ start }) => {
    const app = await start();
    const { id, address, requestId } = await awaited(app);
    const message = '[stock][1行目]商品IDが存在しません。';
    expect(await post(address, JSON.stringify({ requestId, result: [], message }))).toBe(200);
    expect(await endOf(app, id)).toBe('FAILED TargetNotFound PRODUCT_NOT_FOUND');
  });

  it('D1: is read only after the secret is checked', async ({ start }) => {
    const { url } = await start();
    // The body never comes, so only a gateway that does not wait for it can answer.
    const said = await sendBytes(url, headOf(`${url}/webhooks/smaregi/guess`));
    expect(statusesIn(said)).toEqual(['404']);
    expect(said).toMatch(/^connection: close$/imu);
  });

  it('D1: has a maximum number of chunks', async ({ start }) => {
    const app = await start();
    const { id, address, done } = await awaited(app);
    const said = await sendBytes(app.url, headOf(address), '1\r\n \r\n'.repeat(21_000));
    expect(statusesIn(said)).toEqual(['413']);
    const text = JSON.stringify(done);
    const inChunks = [...text].map((char) => `1\r\n${char}\r\n`).join('');
    const socket = await open(address, `${headOf(address)}${inChunks}`);
    socket.write('0\r\n\r\n');
    expect(await endOf(app, id)).toBe('APPLIED');
    socket.destroy();
  });

  it('is bounded by MAX_WEBHOOK_BYTES', async ({ start }) => {
    const app = await start({ MAX_WEBHOOK_BYTES: '16384' });
    const { id, address, done } = await awaited(app);
    expect(await post(address, `${' '.repeat(16_384)}${JSON.stringify(done)}`)).toBe(413);
    expect(await post(address, JSON.stringify(done))).toBe(200);
    expect(await endOf(app, id)).toBe('APPLIED');
  });

  it('waits unread while MAX_WEBHOOKS_AT_ONCE bodies are read', async ({ start }) => {
    const app = await start({ MAX_WEBHOOKS_AT_ONCE: '1' });
    const { id, address, done } = await awaited(app);
    const slow = await open(address, headOf(address));
    await until(
      () => post(address, JSON.stringify(done)),
      (status) => status === 503,
    );
    slow.destroy();
    await hungUp(slow);
    await until(
      () => post(address, JSON.stringify(done)),
      (status) => status === 200,
    );
    expect(await endOf(app, id)).toBe('APPLIED');
  });
});
