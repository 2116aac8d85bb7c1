import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SetStock } from '../e2e/documents.ts';
import { accepted, ended, only, operationOf, resultsOf, until } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { smaregiStock } from '../support/items.ts';
import { send } from './ask.ts';
import { sharedGateway } from './shared-gateway.ts';

const { app, url } = sharedGateway({ isOpen: true });

let productId = 600;

/** A request that its vendor accepted and will not report. The tests send its webhooks. */
const awaited = async () => {
  productId += 1;
  const { control } = app().sandbox.smaregi;
  control.behave({ callbackDelayMs: 600_000 });
  const input = { items: [smaregiStock(String(productId), 40)], waitMs: 0 };
  const { id } = accepted((await run(url(), SetStock, { input })).setStock);
  const { vendorRequests } = await until(
    () => operationOf(url(), id),
    (operation) =>
      resultsOf(operation).some((result) => 'stage' in result && result.stage === 'AWAITING_CALLBACK'),
  );
  const { body } = control.requests().findLast(({ method }) => method === 'PATCH') ?? {};
  const requestId = Number(only(vendorRequests).vendorRequestId);
  const result = [{ id: '1', productId: String(productId), storeId: '8' }];
  return { id, address: String(Object(body)['callbackUrl']), requestId, done: { requestId, result } };
};

type Open = Awaited<ReturnType<typeof awaited>>;

const post = async (address: string, body: unknown, method = 'POST'): Promise<number | undefined> => {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const { status, text } = await send(address, { method, body: sent });
  if (status !== 413) expect(text).toBe('');
  return status;
};

const expectStillAwaited = async ({ id }: Open): Promise<void> => {
  expect(only(resultsOf(await operationOf(url(), id)))).toMatchObject({ stage: 'AWAITING_CALLBACK' });
};

const expectTaken = async ({ id, address, done }: Open): Promise<void> => {
  expect(await post(address, done)).toBe(200);
  expect(only(resultsOf(await ended(url(), id)))).toMatchObject({ status: 'APPLIED' });
};

describe('a webhook', () => {
  it('without the secret, or with a wrong one', async () => {
    const request = await awaited();
    const { address, done } = request;
    const secret = address.split('/').at(-1) ?? '';
    const base = `${url()}/webhooks/smaregi`;
    for (const wrong of [
      base,
      `${base}/`,
      `${base}/${secret.slice(0, -1)}`,
      `${base}/${secret}x`,
      `${base}/${secret.toLowerCase()}`,
      `${base}/%2e%2e/smaregi/${secret}`,
      `${base}/${secret}/`,
      `${base}//${secret}`,
      `${base}/__proto__`,
      `${base}/${'A'.repeat(10_000)}`,
      `${url()}/webhooks/global-link/${secret}`,
      `${url()}/webhooks/brightmall/${secret}`,
      `${url()}/webhooks/SMAREGI/${secret}`,
      `${url()}/webhooks/constructor/${secret}`,
      `${base}/x?secret=${secret}`,
    ]) {
      expect(await post(wrong, done), wrong).toBe(404);
    }
    await expectStillAwaited(request);
    await expectTaken(request);
  });

  it("with another request's secret or id", async () => {
    const [one, other] = [await awaited(), await awaited()];
    expect(await post(one.address, other.done)).toBe(409);
    expect(await post(one.address, { ...one.done, requestId: one.requestId + 1 })).toBe(409);
    expect(await post(one.address, { ...one.done, requestId: `${one.requestId}0` })).toBe(409);
    expect(await post(one.address, { ...one.done, requestId: -one.requestId })).toBe(409);
    await expectStillAwaited(one);
    await expectStillAwaited(other);
    // A webhook about rows of another request ends none of them.
    expect(await post(one.address, { ...other.done, requestId: one.requestId })).toBe(200);
    await expectStillAwaited(one);
    await expectStillAwaited(other);
    await expectTaken(one);
    await expectTaken(other);
  });

  it('with garbage', async () => {
    const request = await awaited();
    const { address, done, requestId } = request;
    for (const body of [
      ...['', 'null', '[]', '{}', '"x"', '1', '{', '<xml/>', '\u0000', '[[[['.repeat(10_000)],
      `{"__proto__":{"requestId":${requestId},"result":[]}}`,
      { ...done, requestId: { toString: 1 } },
      { ...done, requestId: [requestId] },
      { ...done, requestId: 1e300 },
      { ...done, requestId: `${requestId}\u0000` },
      { ...done, requestId: '9'.repeat(100_000) },
      [done, done],
    ]) {
      expect(await post(address, body), JSON.stringify(body).slice(0, 60)).toBe(400);
    }
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect(await post(address, done, method), method).toBe(405);
    }
    expect(await post(address, { ...done, more: 'x'.repeat(300_000) })).toBe(413);
    await expectStillAwaited(request);
    await expectTaken(request);
  });

  it('with a message that causes backtracking', async () => {
    const request = await awaited();
    const message = `[${' '.repeat(100_000)}`;
    expect(await post(request.address, { requestId: request.requestId, message })).toBe(200);
    expect(only(resultsOf(await ended(url(), request.id)))).toMatchObject({ status: 'FAILED' });
  });

  it('that is sent again', async () => {
    const request = await awaited();
    await expectTaken(request);
    const before = await operationOf(url(), request.id);
    const { address, done, requestId } = request;
    for (const body of [done, { requestId, message: '[stock][1行目]商品IDが存在しません。' }]) {
      expect(await Promise.all([1, 2, 3].map(() => post(address, body)))).toEqual([200, 200, 200]);
    }
    expect(await operationOf(url(), request.id)).toEqual(before);
  });

  it('with a guessed secret, a thousand times, while real ones come', async () => {
    const request = await awaited();
    const guess = () =>
      post(`${url()}/webhooks/smaregi/${randomBytes(24).toString('base64url')}`, request.done);
    const guesses = Array.from({ length: 20 }, async () => {
      const statuses: unknown[] = [];
      for (let times = 0; times < 50; times += 1) statuses.push(await guess());
      return statuses;
    });
    await expectTaken(request);
    expect([...new Set((await Promise.all(guesses)).flat())]).toEqual([404]);
    app().sandbox.smaregi.control.reset();
  });
});
