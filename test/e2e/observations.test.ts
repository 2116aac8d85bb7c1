import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { only, outcomeOf, setStock } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';

const at = (time: string) => `2026-01-01T${time}Z`;
const option = (optionId: string, quantity: number) => ({ optionId, quantity });

describe('changes with an observation time', () => {
  it.concurrent('A5: a change of one option does not hold back another', async ({ start }) => {
    const { url, sandbox } = await start();
    const set = async (quantity: number, observedAt: string, ...options: ReturnType<typeof option>[]) =>
      only(
        (await setStock(url, [{ ...globalLinkStock('product-001', quantity), options, observedAt }])).results,
      );

    await set(10, at('01:00:00'), option('opt-red', 6), option('opt-blue', 4));
    expect(outcomeOf(await set(9, at('01:00:01'), option('opt-red', 5)))).toBe('APPLIED');
    const late = await set(4, at('01:00:00'), option('opt-blue', 0));
    expect(late).toMatchObject({
      __typename: 'StockApplied',
      stock: { quantity: 9 },
    });
    expect(outcomeOf(await set(1, at('00:59:59'), option('opt-red', 1), option('opt-blue', 1)))).toBe(
      'SUPERSEDED',
    );

    const bodies = sandbox.globalLink.control.requests().map((one) => one.body);
    expect(bodies).toHaveLength(3);
    expect(bodies.at(-1)).toEqual({
      products: [
        {
          shopProductId: 'product-001',
          stockQuantity: 9,
          isSoldOut: false,
          productOption: [{ shopOptionId: 'opt-blue', stockQuantity: 0 }],
        },
      ],
    });
  });
});
