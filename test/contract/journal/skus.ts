import { describe, expect, it } from 'vitest';
import {
  asChannelId,
  asLocationId,
  asOptionId,
  asProductId,
  asSkuCode,
  keyOf,
} from '../../../src/domain/ids.ts';
import type { Listing, Sku } from '../../../src/domain/sku.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { SkuCaller, SkuFilter, SkusPage } from '../../../src/ports/journal/skus.ts';
import { type OpenJournal, opened } from './given.ts';

const [shop, other, formerOther] = [asChannelId('shop'), asChannelId('other'), asChannelId('other~2')];
const anyone: SkuCaller = { channels: null };
const onlyShop: SkuCaller = { channels: new Set([keyOf(shop)]) };

const listing = (productId: string, more: Partial<Listing> = {}): Listing => ({
  channel: shop,
  productId: asProductId(productId),
  locationId: null,
  optionId: null,
  buffer: 0,
  ...more,
});
const sku = (code: string, ...listings: readonly Listing[]): Sku => ({ code: asSkuCode(code), listings });

const save = (journal: Journal, skus: readonly Sku[], caller = anyone) =>
  journal.saveSkus(
    skus.map((one, index) => ({ ...one, index })),
    caller,
  );
const stored = (journal: Journal, ...codes: readonly string[]) => journal.skus(codes.map(asSkuCode));

const everything: SkuFilter = {
  codes: null,
  channels: null,
  search: null,
  unlisted: null,
  visible: null,
  drifted: null,
};
const pageOf = async (journal: Journal, filter: Partial<SkuFilter>, more: Partial<SkusPage> = {}) => {
  const page: SkusPage = { filter: everything, after: null, before: null, limit: 10, last: false, ...more };
  const { nodes, hasMore } = await journal.skusPage({ ...page, filter: { ...everything, ...filter } });
  return [...nodes.map(({ code }) => String(code)), ...(hasMore ? ['…'] : [])];
};

const describeCommands = (open: OpenJournal): void => {
  it('returns SKUs as they were saved, in the requested order, also after a restart', async () => {
    const { journal, reopen } = await opened(open);
    const shirt = sku(
      'TEE / red ✓',
      listing('2', { buffer: 5, channel: other, locationId: asLocationId('8') }),
      listing('1', { optionId: asOptionId('red') }),
      listing('1'),
    );
    expect(await save(journal, [shirt, sku('EMPTY')])).toEqual([]);
    const wanted = ['EMPTY', 'tee / red ✓', 'TEE / red ✓', 'EMPTY'];
    const expected = [sku('EMPTY'), null, shirt, sku('EMPTY')];
    expect(await stored(journal, ...wanted)).toEqual(expected);
    expect(await stored(await reopen(), ...wanted)).toEqual(expected);
  });

  it('replaces the listings of a SKU, and the listing is free for another one', async () => {
    const { journal } = await opened(open);
    await save(journal, [sku('A', listing('1'), listing('2'))]);
    await save(journal, [sku('A', listing('2', { buffer: 3 }))]);
    expect(await save(journal, [sku('B', listing('1'))])).toEqual([]);
    expect(await stored(journal, 'A', 'B')).toEqual([
      sku('A', listing('2', { buffer: 3 })),
      sku('B', listing('1')),
    ]);
  });

  it('refuses a SKU that claims the listing of another one, and saves the others', async () => {
    const { journal } = await opened(open);
    await save(journal, [sku('A', listing('1'))]);
    const refused = await save(journal, [sku('B', listing('2'), listing('1')), sku('C', listing('3'))]);
    expect(refused).toEqual([{ type: 'taken', index: 0, listing: 1, by: 'A' }]);
    expect(await stored(journal, 'A', 'B', 'C')).toEqual([
      sku('A', listing('1')),
      null,
      sku('C', listing('3')),
    ]);
  });

  it('moves listings between SKUs of one save, in a circle too', async () => {
    const { journal } = await opened(open);
    await save(journal, [sku('A', listing('1')), sku('B', listing('2'))]);
    expect(await save(journal, [sku('A', listing('2')), sku('B', listing('1'))])).toEqual([]);
    expect(await stored(journal, 'A', 'B')).toEqual([sku('A', listing('2')), sku('B', listing('1'))]);
  });

  it('keeps two saves at the same time from claiming one listing', async () => {
    const { journal } = await opened(open);
    const codes = ['A', 'B', 'C', 'D'];
    const refused = await Promise.all(codes.map((code) => save(journal, [sku(code, listing('1'))])));
    expect(refused.flat()).toHaveLength(3);
    expect((await stored(journal, ...codes)).filter((one) => one !== null)).toHaveLength(1);
  });

  it('does not let a caller replace or delete listings on other channels', async () => {
    const { journal } = await opened(open);
    const both = sku('A', listing('1'), listing('2', { channel: other }));
    await save(journal, [both, sku('B', listing('3', { channel: other }))]);
    expect(await save(journal, [sku('A', listing('1')), sku('C')], onlyShop)).toEqual([
      { type: 'closed', index: 0 },
    ]);
    const codes = ['A', 'B', 'C', 'NONE'].map(asSkuCode);
    expect(await journal.deleteSkus(codes, onlyShop)).toEqual([
      { type: 'closed', index: 0 },
      { type: 'unknown', index: 1 },
      { type: 'unknown', index: 3 },
    ]);
    expect(await stored(journal, 'A', 'C')).toEqual([both, null]);
  });

  it('deletes SKUs with their listings', async () => {
    const { journal } = await opened(open);
    await save(journal, [sku('A', listing('1')), sku('B', listing('2'))]);
    expect(await journal.deleteSkus([asSkuCode('A')], anyone)).toEqual([]);
    expect(await stored(journal, 'A', 'B')).toEqual([null, sku('B', listing('2'))]);
    expect(await save(journal, [sku('C', listing('1'))])).toEqual([]);
  });
};

const describeReads = (open: OpenJournal): void => {
  it('finds the SKU of a product', async () => {
    const { journal } = await opened(open);
    const [north, south] = [asLocationId('1'), asLocationId('2')];
    const red = asOptionId('red');
    await save(journal, [
      sku('SOUTH', listing('1', { locationId: south })),
      sku('NORTH', listing('1', { locationId: north })),
      sku('RED', listing('2', { optionId: red })),
      sku('OTHER', listing('2', { channel: other })),
    ]);
    expect(
      await journal.skusOfProducts([listing('2'), listing('1'), listing('2', { channel: other })]),
    ).toEqual([null, 'NORTH', 'OTHER']);
  });

  it('pages in the order of the code points of the codes, in both directions', async () => {
    const { journal } = await opened(open);
    const codes = ['A', 'B', 'a', 'é', '\uFFFD', '\u{1F455}', '\u{10FFFF}'];
    await save(
      journal,
      codes.toReversed().map((code) => sku(code)),
    );
    const [first, second, third, fourth, fifth, sixth, seventh] = codes;
    expect(await pageOf(journal, {}, { limit: 3 })).toEqual([first, second, third, '…']);
    expect(await pageOf(journal, {}, { limit: 3, after: asSkuCode('a') })).toEqual([
      ...[fourth, fifth, sixth, '…'],
    ]);
    expect(await pageOf(journal, {}, { limit: 2, last: true })).toEqual([sixth, seventh, '…']);
    const between = { after: asSkuCode('A'), before: asSkuCode('é') };
    expect(await pageOf(journal, {}, { ...between, last: true })).toEqual([second, third]);
  });

  it('filters by code, channel, text and listings', async () => {
    const { journal } = await opened(open);
    await save(journal, [
      sku('TEE-1', listing('1')),
      sku('Ｔｅｅ-2', listing('2', { channel: other })),
      sku('100%_off', listing('3', { channel: formerOther })),
      sku('MUG'),
    ]);
    expect(await pageOf(journal, { codes: ['MUG', 'tee-1', 'TEE-1'].map(asSkuCode) })).toEqual([
      'MUG',
      'TEE-1',
    ]);
    expect(await pageOf(journal, { codes: [] })).toEqual([]);
    expect(await pageOf(journal, { search: 'tee-' })).toEqual(['TEE-1', 'Ｔｅｅ-2']);
    expect(await pageOf(journal, { search: '%_' })).toEqual(['100%_off']);
    expect(await pageOf(journal, { channels: [shop] })).toEqual(['TEE-1']);
    expect(await pageOf(journal, { channels: [] })).toEqual([]);
    expect(await pageOf(journal, { unlisted: true })).toEqual(['MUG']);
    expect(await pageOf(journal, { unlisted: true, channels: [shop] })).toEqual([
      ...['100%_off', 'MUG', 'Ｔｅｅ-2'],
    ]);
    expect(await pageOf(journal, { unlisted: false })).toEqual(['100%_off', 'TEE-1', 'Ｔｅｅ-2']);
    expect(await pageOf(journal, { visible: [keyOf(other)] })).toEqual(['100%_off', 'MUG', 'Ｔｅｅ-2']);
    expect(await pageOf(journal, { visible: [], search: 'u' })).toEqual(['MUG']);
  });

  it('finds rare SKUs behind many others, in both directions', async () => {
    const { journal } = await opened(open);
    const number = (at: number) => String(at).padStart(4, '0');
    const many = Array.from({ length: 2_500 }, (_, at) =>
      sku(`${at % 1_200 === 7 ? 'rare' : 'usual'}-${number(at)}`),
    );
    const moved = many.map(({ code, ...rest }) => ({
      ...rest,
      code: asSkuCode(code.split('-').reverse().join('-')),
    }));
    await save(journal, moved);
    const rare = ['0007-rare', '1207-rare', '2407-rare'];
    expect(await pageOf(journal, { search: 'RARE' })).toEqual(rare);
    expect(await pageOf(journal, { search: 'rare' }, { limit: 2 })).toEqual([...rare.slice(0, 2), '…']);
    expect(await pageOf(journal, { search: 'rare' }, { limit: 1, last: true })).toEqual(['2407-rare', '…']);
  });
};

export const describeSkus = (open: OpenJournal): void => {
  describe('SKUs', () => {
    describeCommands(open);
    describeReads(open);
  });
};
