import { describe, expect } from 'vitest';
import { it, type TestApp } from '../support/app.ts';
import {
  accepted,
  ended,
  only,
  operationOf,
  outcomeOf,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { smaregiStock } from '../support/items.ts';

const post = async (url: string, body: unknown, method = 'POST') => {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json' }, ...sent });
  await response.body?.cancel();
  return response;
};

/** A change that the vendor accepted and does not report. The tests send the webhooks. */
const awaited = async ({ url, sandbox }: TestApp, productId = '567') => {
  sandbox.smaregi.control.behave({ callbackDelayMs: 600_000 });
  const { id } = accepted(await setStock(url, [smaregiStock(productId, 40)], { waitMs: 0 }));
  const { vendorRequests } = await until(
    () => operationOf(url, id),
    (operation) =>
      resultsOf(operation).some((result) => 'stage' in result && result.stage === 'AWAITING_CALLBACK'),
  );
  const { body } = sandbox.smaregi.control.requests().findLast(({ method }) => method === 'PATCH') ?? {};
  const requestId = Number(only(vendorRequests).vendorRequestId);
  return {
    id,
    requestId,
    callbackUrl: String(Object(body)['callbackUrl']),
    done: { requestId, result: [{ id: '1', productId, storeId: '8' }] },
    failed: { requestId, message: '[stock][1行目]商品IDが存在しません。' },
  };
};

const stageOf = async (url: string, id: string) => {
  const result = only(resultsOf(await operationOf(url, id)));
  return 'stage' in result ? result.stage : outcomeOf(result);
};

describe('a webhook', () => {
  it.concurrent('has a URL on this gateway that cannot be guessed', async ({ start }) => {
    const app = await start();
    const first = await awaited(app, '1');
    const second = await awaited(app, '2');
    const secretOf = ({ callbackUrl }: typeof first) =>
      callbackUrl.replace(`${app.url}/webhooks/smaregi/`, '');
    expect(secretOf(first)).toMatch(/^[\w-]{32,}$/);
    expect(secretOf(second)).not.toBe(secretOf(first));
  });

  it.concurrent('is refused and changes nothing if it is forged or garbled', async ({ start }) => {
    const app = await start();
    const { id, callbackUrl, requestId, done, failed } = await awaited(app);
    const other = await awaited(app, '568');
    const forged = callbackUrl.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const token = callbackUrl.split('/').at(-1);
    const cases: readonly [what: string, url: string, body: unknown, status: number][] = [
      ['a forged token', forged, done, 404],
      ['a forged token, with a failure', forged, failed, 404],
      ['half a token', callbackUrl.slice(0, -10), done, 404],
      ['no token', `${app.url}/webhooks/smaregi/`, done, 404],
      ['another vendor', `${app.url}/webhooks/global-link/${token}`, done, 404],
      ['an unknown vendor', `${app.url}/webhooks/unknown/${token}`, done, 404],
      ['a longer path', `${callbackUrl}/more`, done, 404],
      ['a wrong request id', callbackUrl, { ...done, requestId: requestId + 1 }, 409],
      ['a failure with a wrong request id', callbackUrl, { ...failed, requestId: requestId + 1 }, 409],
      ["another request's address", other.callbackUrl, done, 409],
      ['no JSON', callbackUrl, '<html>', 400],
      ['an empty body', callbackUrl, '', 400],
      ['null', callbackUrl, 'null', 400],
      ['a list of several', callbackUrl, [done, done], 400],
      ['no request id', callbackUrl, { result: done.result }, 400],
      ['neither result nor message', callbackUrl, { requestId }, 400],
      ['a body far too large', callbackUrl, { ...done, padding: 'x'.repeat(300_000) }, 413],
    ];
    for (const [what, url, body, status] of cases) expect((await post(url, body)).status, what).toBe(status);
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const response = await post(callbackUrl, method === 'GET' ? undefined : done, method);
      expect([response.status, response.headers.get('allow')], method).toEqual([405, 'POST']);
    }
    expect(await stageOf(app.url, id)).toBe('AWAITING_CALLBACK');
    expect(await stageOf(app.url, other.id)).toBe('AWAITING_CALLBACK');
  });

  it.concurrent('is accepted if it is genuine, even with a query and a wrong content type', async ({
    start,
  }) => {
    const app = await start();
    const { id, callbackUrl, done } = await awaited(app);
    const response = await fetch(callbackUrl, { method: 'POST', body: JSON.stringify(done) });
    expect(response.status).toBe(200);
    expect(only(resultsOf(await ended(app.url, id)))).toMatchObject({
      status: 'APPLIED',
      vendorReference: '1',
    });
  });

  it.concurrent('is answered 200 and changes nothing if it comes again', async ({ start }) => {
    const app = await start();
    const { id, callbackUrl, done, failed } = await awaited(app);
    expect((await post(callbackUrl, done)).status).toBe(200);
    const operation = await ended(app.url, id);
    const twin = { ...done, result: [{ id: '2', productId: '567', storeId: '8' }] };
    for (const body of [done, done, twin, failed]) expect((await post(callbackUrl, body)).status).toBe(200);
    expect(await operationOf(app.url, id)).toEqual(operation);
    expect(resultsOf(operation).map(outcomeOf)).toEqual(['APPLIED']);
    expect(app.sandbox.smaregi.control.requests().filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  it.concurrent("fails the item with the vendor's message if it reports a failure", async ({ start }) => {
    const app = await start();
    const { id, callbackUrl, failed } = await awaited(app);
    expect((await post(callbackUrl, failed)).status).toBe(200);
    expect(only(resultsOf(await ended(app.url, id)))).toMatchObject({
      ...{ __typename: 'TargetNotFound', code: 'PRODUCT_NOT_FOUND', mayHaveApplied: false },
      vendorMessage: failed.message,
    });
  });
});
