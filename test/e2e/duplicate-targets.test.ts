import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { confirmInventory, outcomeOf, replaceProducts, setStock, vendorCallsOf } from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';

describe('a repeated target', () => {
  it.concurrent('fails every copy, affects no other item, and is not sent', async ({ start }) => {
    const { url, sandbox } = await start();
    const { results } = await setStock(url, [
      globalLinkStock('product-001', 1),
      globalLinkStock('product-002', 2),
      globalLinkStock('product-001', 1),
      globalLinkStock('product-001', -1),
      smaregiStock('7', 1),
      smaregiStock('7', 1, { locationId: '9' }),
    ]);
    const duplicate = 'FAILED InvalidItem DUPLICATE_TARGET';
    expect(results.map(outcomeOf)).toEqual([
      duplicate,
      'APPLIED',
      duplicate,
      duplicate,
      'APPLIED',
      'APPLIED',
    ]);
    expect(sandbox.globalLink.control.writes().map(({ target }) => target)).toEqual(['product-002']);
  });

  it.concurrent('is detected for products and confirmations too', async ({ start }) => {
    const app = await start();
    const products = await replaceProducts(app.url, [product('product-001'), product('product-001')]);
    const confirmations = await confirmInventory(app.url, [
      confirmation(orderItem(1)),
      confirmation(orderItem(1), { available: false, unavailableReason: 'OTHER' }),
    ]);
    expect([...products.results, ...confirmations.results].map(outcomeOf)).toEqual(
      Array.from({ length: 4 }, () => 'FAILED InvalidItem DUPLICATE_TARGET'),
    );
    expect(vendorCallsOf(app)).toEqual([]);
  });
});
