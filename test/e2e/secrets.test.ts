import { describe, expect } from 'vitest';
import { accepted, confirmInventory, operationOf, updateProducts, updateStock } from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';

describe('no secret leaves', () => {
  it.concurrent('in a log, an error or an answer, whatever goes wrong', async ({ startGateway, vendors }) => {
    const { globalLink, brightmall, smaregi } = vendors;
    const { child, url, said, ended } = await startGateway({
      ...vendors.settings,
      LOG_LEVEL: 'trace',
      VENDOR_TIMEOUT_MS: '400',
      CALLBACK_TIMEOUT_MS: '250',
    });
    globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 401 });
    globalLink.control.fail({ on: 'product', kind: 'hang' });
    brightmall.control.fail({ on: 'inventory/confirm', kind: 'reset-before' });
    smaregi.control.fail({ on: 'token', kind: 'status', status: 500 });
    smaregi.control.fail({ on: 'stock/bulk', kind: 'html-error' });
    smaregi.control.fail({ on: 'webhook', kind: 'never' });
    smaregi.control.fail({ on: 'webhook', kind: 'wrong-request-id' });
    smaregi.control.fail({ on: 'webhook', kind: 'garbage' });
    smaregi.control.fail({ on: 'stock', kind: 'status', status: 500 });
    const answers = [
      await updateStock(url, [globalLinkStock('product-001', 1), globalLinkStock('product-002', -1)]),
      await updateProducts(url, [product('product-001')]),
      await confirmInventory(url, [confirmation(orderItem(1)), confirmation(orderItem(409))]),
    ];
    for (const quantity of [1, 2, 3, 4])
      answers.push(await updateStock(url, [smaregiStock('567', quantity)]));
    smaregi.control.expireTokens();
    answers.push(await updateStock(url, [smaregiStock('404404', 1)]));
    const operations = await Promise.all(answers.map((answer) => operationOf(url, accepted(answer).id)));

    const requests = [globalLink, brightmall, smaregi].flatMap(({ control }) => control.requests());
    const callbackUrls = requests.flatMap(({ body }) => {
      const callbackUrl: unknown = Object(body)['callbackUrl'];
      return typeof callbackUrl === 'string' ? [callbackUrl] : [];
    });
    const forged = `${url}/webhooks/smaregi/a-token-that-is-guessed`;
    await (await fetch(forged, { method: 'POST', body: '{}' })).body?.cancel();
    await (await fetch(callbackUrls[0] ?? '', { method: 'POST', body: '{' })).body?.cancel();
    await (await fetch(callbackUrls[0] ?? '')).body?.cancel();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);

    const bearers = requests.map(({ headers }) => headers['authorization'] ?? '').filter(Boolean);
    const secrets = new Set([
      ...[globalLink.secretKey, brightmall.apiKey, smaregi.clientSecret],
      ...bearers.map((header) => header.replace(/^(Bearer|Basic) /u, '')),
      ...callbackUrls.map((callbackUrl) => callbackUrl.split('/').at(-1) ?? ''),
      'a-token-that-is-guessed',
    ]);
    expect(secrets.size).toBeGreaterThanOrEqual(10);
    const everything = `${said.out}\n${said.err}\n${JSON.stringify([answers, operations])}`;
    expect(said.err).toContain('Vendor call');
    expect([...secrets].filter((secret) => secret === '' || everything.includes(secret))).toEqual([]);
  });
});
