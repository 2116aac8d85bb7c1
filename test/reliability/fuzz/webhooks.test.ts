import fc from 'fast-check';
import { Agent, request } from 'undici';
import { describe, expect } from 'vitest';
import { it, type TestApp } from '../../support/app.ts';
import { accepted, ended, operationOf, outcomeOf, resultsOf, setStock, until } from '../../support/client.ts';
import { smaregiStock } from '../../support/items.ts';
import { amount, seedOf, tell, timeFor } from '../support/scale.ts';
import { bodyMaker, doneOf, mayBeRight, type Open } from './webhook-bodies.ts';

const bodies = amount(500, 100_000);
const seed = seedOf(20_260_702);
const agent = new Agent({ connections: 4 });

type Address = Open & { readonly id: string; readonly callbackUrl: string };

const patchesOf = ({ sandbox }: TestApp) =>
  sandbox.smaregi.control.requests().filter(({ method }) => method === 'PATCH');

/** The request of a running operation, once its rows are at `stage`. */
const requestOf = async (
  app: TestApp,
  id: string,
  products: readonly string[],
  stage: string,
): Promise<Address> => {
  const { vendorRequests } = await until(
    () => operationOf(app.url, id),
    (one) => resultsOf(one).every((result) => 'stage' in result && result.stage === stage),
  );
  const [patch] = await until(
    () => patchesOf(app).filter(({ body }) => JSON.stringify(body).includes(`"productId":"${products[0]}"`)),
    (patches) => patches.length >= vendorRequests.length,
  ).then((patches) => patches.slice(-1));
  return {
    id,
    // The vendor's own webhook first, if it has not come yet.
    requestId: Number(vendorRequests.at(-1)?.vendorRequestId ?? 700),
    rows: products.map((productId) => ({ productId, storeId: '8' })),
    callbackUrl: String(Object(patch?.body)['callbackUrl']),
  };
};

/** Rows that the vendor accepted or received, without a report. The test sends the webhooks. */
const openRequest = async (app: TestApp, products: readonly string[], stage: string): Promise<Address> => {
  const items = products.map((product) => smaregiStock(product, 40));
  const { id } = accepted(await setStock(app.url, items, { waitMs: 0 }));
  return requestOf(app, id, products, stage);
};

const post = async (url: string, body: Uint8Array): Promise<number> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await request(url, { method: 'POST', body, headers, dispatcher: agent });
  await answer.body.dump();
  return answer.statusCode;
};

const secret = fc.oneof(
  fc.stringMatching(/^[\w-]{1,120}$/u),
  fc.constantFrom('', '..', '%2e%2e%2f', 'a/b', '%00', "'%20OR%201=1--", '%E2%82%AC', '__proto__'),
);

describe('a random body that is posted to a webhook address', () => {
  it(`settles no item and causes no error: ${bodies} bodies`, { timeout: timeFor(bodies, 20) }, async ({
    start,
  }) => {
    const app = await start({ VENDOR_TIMEOUT_MS: '4000', CALLBACK_TIMEOUT_MS: '86400000' });
    app.sandbox.smaregi.control.behave({ callbackDelayMs: 600_000 });
    const first = await openRequest(app, ['1', '2', '3'], 'AWAITING_CALLBACK');
    const second = await openRequest(app, ['4'], 'AWAITING_CALLBACK');
    const watched = [first, second];
    const before = JSON.stringify(await Promise.all(watched.map(({ id }) => operationOf(app.url, id))));
    const statuses: Record<string, number> = {};
    let skipped = 0;
    const expectSound = async (url: string, body: Uint8Array): Promise<void> => {
      const status = await post(url, body);
      statuses[status] = (statuses[status] ?? 0) + 1;
      expect(status, new TextDecoder().decode(body).slice(0, 500)).toBeLessThan(500);
    };

    const strangers = fc.asyncProperty(bodyMaker, secret, async (make, name) => {
      await expectSound(`${app.url}/webhooks/smaregi/${name}`, make(first, second));
    });
    await fc.assert(strangers, { numRuns: Math.ceil(bodies / 10), seed });
    const known = fc.asyncProperty(bodyMaker, fc.boolean(), async (make, isFirst) => {
      const [own, other] = isFirst ? [first, second] : [second, first];
      const body = make(own, other);
      if (mayBeRight(body, own)) skipped += 1;
      else await expectSound(own.callbackUrl, body);
    });
    await fc.assert(known, { numRuns: bodies, seed, endOnFailure: true });
    expect(JSON.stringify(await Promise.all(watched.map(({ id }) => operationOf(app.url, id))))).toBe(before);

    // A valid webhook is kept while a request has no answer. An invalid one must not prevent this.
    app.sandbox.smaregi.control.fail({ on: 'stock/bulk', kind: 'hang-after' });
    const early = await openRequest(app, ['5', '6'], 'SENDING');
    const earlies = fc.asyncProperty(bodyMaker, async (make) => {
      const body = make(early, second);
      if (!mayBeRight(body, early)) await expectSound(early.callbackUrl, body);
    });
    await fc.assert(earlies, { numRuns: 150, seed });

    for (const one of watched)
      expect(await post(one.callbackUrl, Buffer.from(JSON.stringify(doneOf(one))))).toBe(200);
    for (const { id } of watched)
      expect(new Set(resultsOf(await ended(app.url, id)).map(outcomeOf))).toEqual(new Set(['APPLIED']));
    tell(`Fuzz: bodies posted to webhook addresses, seed ${seed}`, {
      'answered, by status': JSON.stringify(statuses),
      'left out, since they might have been right': skipped,
    });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Object({})['polluted']).toBeUndefined();
  });
});
