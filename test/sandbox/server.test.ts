import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHistory, historyLimit } from '../support/sandbox/history.ts';
import { startGlobalLink, startSandbox } from '../support/sandbox/index.ts';
import { accessToken, patchStock, pause, postUpdates, send, startReceiver, until } from './support.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
const started = async () => {
  const sandbox = await startSandbox();
  open.push(sandbox);
  return sandbox;
};

describe('a vendor server', () => {
  it("answers an unknown path with 404 and a wrong method with 405, in the vendor's form", async () => {
    const { globalLink, brightmall, smaregi } = await started();
    expect(await send(`${globalLink.url}/nothing`, {})).toMatchObject({
      status: 404,
      body: { errorCode: 'NOT_FOUND' },
    });
    expect(await send(`${brightmall.url}/nothing`, {})).toMatchObject({
      status: 404,
      body: { success: false },
    });
    expect(await send(`${smaregi.url}/nothing`, {})).toMatchObject({
      status: 404,
      body: { title: 'Not Found' },
    });
    const wrong = await send(`${brightmall.url}/vendor-api/inventory/confirm`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('answers a body over 2 MB with 413 and continues', async () => {
    const { globalLink } = await started();
    const products = [{ shopProductId: 'x'.repeat(2 * 1024 * 1024), stockQuantity: 1, isSoldOut: false }];
    expect((await postUpdates(globalLink, { products })).status).toBe(413);
    const small = [{ shopProductId: 'product-001', stockQuantity: 1, isSoldOut: false }];
    expect((await postUpdates(globalLink, { products: small })).status).toBe(200);
  });

  it('continues after bytes that are not HTTP and after a caller who disconnects', async () => {
    const { globalLink } = await started();
    const port = Number(new URL(globalLink.url).port);
    const path = '/global-ship/open-api/v1/global-link/products/stock-updates';
    for (const bytes of [
      '\x00\x01garbage\r\n\r\n',
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{`,
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(bytes);
      await pause(30);
      socket.destroy();
    }
    await pause(20);
    const products = [{ shopProductId: 'product-001', stockQuantity: 1, isSoldOut: false }];
    expect((await postUpdates(globalLink, { products })).status).toBe(200);
    expect(globalLink.control.requests()).toHaveLength(1);
  });

  it('does not start if a port is taken, and stops the other servers', async () => {
    const taken = await startGlobalLink();
    open.push(taken);
    const port = Number(new URL(taken.url).port);
    await expect(startSandbox({ portBase: port - 1 })).rejects.toThrow('EADDRINUSE');
  });

  it('closes at once with open calls, webhooks and timers', async () => {
    const sandbox = await startSandbox({ callbackDelayMs: 60_000 });
    const receiver = await startReceiver();
    receiver.state.delayMs = 4000;
    open.push(receiver);
    const token = await accessToken(sandbox.smaregi);
    const stock = [{ productId: '1', storeId: '1', stockAmount: '5' }];
    const body = { stock, callbackUrl: receiver.url };
    sandbox.smaregi.control.fail({ on: 'webhook', kind: 'early' });
    const early = patchStock(sandbox.smaregi, token, body).catch(() => 'cut');
    await until(() => receiver.received.length === 1);
    await patchStock(sandbox.smaregi, token, body);
    sandbox.globalLink.control.behave({ latencyMs: 60_000 });
    const slow = postUpdates(sandbox.globalLink, { products: [] }).catch(() => 'cut');
    sandbox.brightmall.control.fail({ on: '*', kind: 'hang' });
    const hanging = send(`${sandbox.brightmall.url}/vendor-api/inventory/confirm`, { method: 'POST' }).catch(
      () => 'cut',
    );
    await until(() => sandbox.brightmall.control.requests().length === 1);
    await until(() => sandbox.globalLink.control.requests().length === 1);
    const start = Date.now();
    await sandbox.close();
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(await Promise.all([early, slow, hanging])).toEqual(['cut', 'cut', 'cut']);
    await pause(50);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('history', () => {
  it('keeps the newest entries only', () => {
    const history = createHistory<{ n: number }>();
    for (let n = 0; n < historyLimit + 5; n += 1) history.add({ n });
    expect(history.all()).toHaveLength(historyLimit);
    expect(history.all()[0]).toEqual({ n: 5 });
  });
});
