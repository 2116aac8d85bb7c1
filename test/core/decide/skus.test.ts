import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleteSkus, type LoadedSkus, saveSkus } from '../../../src/core/decide/skus.ts';
import { asChannelId, asProductId, asSkuCode, keyOf, type SkuCode } from '../../../src/domain/ids.ts';
import { codeProblem, type Listing, type Sku } from '../../../src/domain/sku.ts';
import { stockKeyText } from '../../../src/domain/stock.ts';
import type { SkuCaller } from '../../../src/ports/journal/skus.ts';

const [shop, other] = [asChannelId('shop'), asChannelId('other')];
const anyone: SkuCaller = { channels: null };
const onlyShop: SkuCaller = { channels: new Set([keyOf(shop)]) };

const listing = (productId: string, channel = shop): Listing => ({
  ...{ channel, productId: asProductId(productId), locationId: null, optionId: null, buffer: 0 },
});
const sku = (code: string, ...listings: readonly Listing[]): Sku => ({ code: asSkuCode(code), listings });

/** What a store loads, if these SKUs are stored. */
const stored = (...skus: readonly Sku[]): LoadedSkus => ({
  skus: new Map(skus.map((one) => [one.code, one])),
  owners: new Map(
    skus.flatMap(({ code, listings }) => listings.map((one): [string, SkuCode] => [stockKeyText(one), code])),
  ),
});
const drafts = (...skus: readonly Sku[]) => skus.map((one, index) => ({ ...one, index }));

describe('a save of SKUs', () => {
  it('refuses those that wait for a listing of a SKU that is refused itself', () => {
    const before = stored(sku('A', listing('1')), sku('B', listing('2')), sku('Z', listing('9')));
    // A takes from Z, which is not saved. So A keeps 1, B does not get it, and C does not get that of B.
    const wanted = drafts(sku('A', listing('9')), sku('B', listing('1')), sku('C', listing('2')), sku('D'));
    expect(saveSkus(wanted, anyone, before)).toEqual({
      put: [sku('D')],
      refused: [
        { type: 'taken', index: 0, listing: 0, by: 'Z' },
        { type: 'taken', index: 1, listing: 0, by: 'A' },
        { type: 'taken', index: 2, listing: 0, by: 'B' },
      ],
    });
  });

  it('leaves each listing to at most one SKU, and changes only what it does not refuse', () => {
    const codes = ['A', 'B', 'C', 'D'];
    const listings = fc.uniqueArray(
      fc
        .tuple(fc.constantFrom('1', '2', '3', '4'), fc.constantFrom(shop, other))
        .map(([id, on]) => listing(id, on)),
      { selector: stockKeyText, maxLength: 4 },
    );
    /** Distinct SKUs, none of which claims a listing of another. */
    const skus = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...codes), listings), { selector: ([code]) => code })
      .map((pairs) => {
        const claimed = new Set<string>();
        return pairs.map(([code, own]) =>
          sku(code, ...own.filter((one) => claimed.size !== claimed.add(stockKeyText(one)).size)),
        );
      });
    fc.assert(
      fc.property(skus, skus, fc.constantFrom(anyone, onlyShop), (before, wanted, caller) => {
        const loaded = stored(...before);
        const { put, refused } = saveSkus(drafts(...wanted), caller, loaded);
        const saved = new Map(loaded.skus);
        for (const one of put) saved.set(one.code, one);
        const owned = [...saved.values()].flatMap(({ listings: own }) => own.map(stockKeyText));
        expect(new Set(owned).size).toBe(owned.length);
        expect(put.length + refused.length).toBe(wanted.length);
        for (const { index } of refused) expect(put).not.toContainEqual(wanted[index]);
        // A caller never takes a listing on a channel that it may not use from a SKU.
        if (caller === onlyShop)
          for (const { code, listings: own } of before)
            if (own.some(({ channel }) => channel === other))
              expect(saved.get(code)).toEqual(sku(code, ...own));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a deletion of SKUs', () => {
  it('knows no SKU that its caller may not know of', () => {
    const before = stored(
      sku('A', listing('1')),
      sku('B', listing('1', other)),
      sku('C', listing('2'), listing('2', other)),
      sku('D'),
    );
    const codes = ['A', 'B', 'C', 'D', 'E'].map(asSkuCode);
    expect(deleteSkus(codes, onlyShop, before)).toEqual({
      deleted: ['A', 'D'],
      refused: [
        { type: 'unknown', index: 1 },
        { type: 'closed', index: 2 },
        { type: 'unknown', index: 4 },
      ],
    });
  });
});

describe('a code', () => {
  it.for([
    'TEE 1',
    ' TEE ',
    'TEE/1',
    '../TEE',
    '"\'\\%_',
    '셔츠-빨강',
    'é'.normalize('NFC'),
    '\u{1F455}'.repeat(200),
    'x'.repeat(200),
  ])('may be %j', (code) => {
    expect(codeProblem(code)).toBeNull();
  });

  it.for([
    ['', 'at least one character'],
    ['x'.repeat(201), 'at most 200'],
    ['x'.repeat(65_536), 'at most 200'],
    ['\u0301'.repeat(1_000_000), 'at most 200'],
    ['é'.normalize('NFD'), 'NFC'],
    ['\u212B', 'NFC'],
    ['TEE\u0000', 'control characters'],
    ['TEE\n1', 'control characters'],
    ['TEE\u0085', 'control characters'],
    ['TEE\uD83D', 'surrogate'],
  ] as const)('must not be %j', ([code, rule]) => {
    expect(codeProblem(code)).toContain(rule);
  });
});
