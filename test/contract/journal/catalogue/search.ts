import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../../src/ports/journal/journal.ts';
import { productOf } from '../../../support/changes.ts';
import { apply, type OpenJournal, opened } from '../given.ts';
import { anyProduct, productsPage, recordOf, seenProduct } from './given.ts';

const find = async (journal: Journal, search: string): Promise<string> => {
  const { nodes } = await journal.productsPage(productsPage({ search }));
  const count = await journal.countProducts({ ...anyProduct, search });
  expect(count).toEqual({ value: nodes.length, isExact: true });
  return nodes.map(({ productId }) => productId).join(' ');
};

const catalogue = [
  seenProduct('korean', { name: '베이직 코튼 셔츠' }),
  seenProduct('japanese', { name: 'ｶｯﾄｿｰ 半袖', details: { kana: 'カットソー ハンソデ' } }),
  seenProduct('latin', { name: 'Basic Cotton Shirt', code: 'AB-１２３４' }),
  seenProduct('greek', { name: 'ΟΔΟΣ' }),
  seenProduct('quotes', { name: `"double" 'single' OR NEAR(x)` }),
  seenProduct('percent', { name: '100% wool_blend\\' }),
  seenProduct('emoji', { name: 'mug \u{1F375}\u{1F34E} set' }),
  seenProduct('nul', { name: 'a\0b\ufffec' }),
  seenProduct('url', { name: 'x', details: { page: 'https://shop.test/page', brand: 'Maker' } }),
  seenProduct('parts', { name: 'abcd bcde cdef' }),
  seenProduct('long', { name: `${'가나다라'.repeat(5_000)}끝` }),
];

export const describeSearch = (open: OpenJournal): void => {
  describe('a search', () => {
    it.each([
      ['코튼', 'korean'],
      ['베이직 코튼', 'korean'],
      ['튼 셔', 'korean'],
      ['튼', 'korean'],
      ['코튼 바지', ''],
      ['カットソー', 'japanese'],
      ['ｶｯﾄ', 'japanese'],
      ['ハンソデ', 'japanese'],
      ['袖', 'japanese'],
      ['cotton', 'latin'],
      ['ＣＯＴＴＯＮ ｓ', 'latin'],
      ['b-1234', 'latin'],
      ['latin', 'latin'],
      ['οδος', 'greek'],
      ['ΔΟΣ', 'greek'],
      ['"double"', 'quotes'],
      [`' or near(`, 'quotes'],
      ['"', 'quotes'],
      ['0% w', 'percent'],
      ['%', 'percent'],
      ['l_b', 'percent'],
      ['blend\\', 'percent'],
      ['\u{1F375}\u{1F34E}', 'emoji'],
      ['g \u{1F375}\u{1F34E} s', 'emoji'],
      ['a\0b', 'nul'],
      ['maker', 'url'],
      ['shop.test', ''],
      ['다라가나', 'long'],
      ['라끝', 'long'],
      ['나다라끝', 'long'],
      [`${'가나다라'.repeat(50)}끝`, 'long'],
      [`${'가나다라'.repeat(50)}틀`, ''],
      ['bcde cd', 'parts'],
      ['abcdef', ''],
      ['Product korean', ''],
      ['코튼 셔츠\nkorean', ''],
    ])('for %j finds %j', async (search, found) => {
      const { journal } = await opened(open);
      await journal.recordCatalogue(recordOf({ products: catalogue }));
      expect(await find(journal, search)).toBe(found);
    });

    it('for an empty text finds all products', async () => {
      const { journal } = await opened(open);
      await journal.recordCatalogue(recordOf({ products: catalogue }));
      expect((await find(journal, '')).split(' ')).toHaveLength(catalogue.length);
    });

    it('finds products that were written, and only by their last text', async () => {
      const { journal } = await opened(open);
      await apply(journal, productOf('1', { name: 'first name' }));
      expect(await find(journal, 'first')).toBe('1');
      await apply(journal, productOf('1', { name: 'second name' }));
      expect([await find(journal, 'first'), await find(journal, 'second')]).toEqual(['', '1']);
      await journal.recordCatalogue(
        recordOf({ products: [seenProduct('1', { name: 'third', observedAt: 5_000 })] }),
      );
      expect([await find(journal, 'second'), await find(journal, 'third')]).toEqual(['', '1']);
      await journal.removeFromCatalogue(
        {
          channel: seenProduct('1').channel,
          products: [seenProduct('1').productId],
          levels: [],
          locations: [],
        },
        9_000,
      );
      expect(await find(journal, 'third')).toBe('');
    });

    it('for codes finds the products that have exactly one of them, in their last form', async () => {
      const { journal } = await opened(open);
      const long = 'Ａ1'.repeat(60);
      const codes = ['x', 'a b', 'X', '서', `${long}1`, `${long}2`, 'a\u0001b', '"q"', 'x OR a'];
      const products = codes.map((code, at) => seenProduct(String(at), { code }));
      await journal.recordCatalogue(recordOf({ products: [...products, seenProduct('none')] }));
      const of = async (wanted: readonly string[]): Promise<string> => {
        const filter = { codes: wanted };
        const { nodes } = await journal.productsPage(productsPage(filter));
        const count = await journal.countProducts({ ...anyProduct, ...filter });
        expect(count).toEqual({ value: nodes.length, isExact: true });
        return nodes.map(({ productId }) => productId).join(' ');
      };
      for (const [at, code] of codes.entries()) expect(await of([code])).toBe(String(at));
      expect(await of([long, 'a', 'b', 'OR', ''])).toBe('');
      expect(await of([...Array.from({ length: 990 }, (_, at) => `unknown ${at}`), ...codes, 'x'])).toBe(
        '0 1 2 3 4 5 6 7 8',
      );
      await journal.recordCatalogue(
        recordOf({ products: [seenProduct('0', { code: 'new', observedAt: 5_000 })] }),
      );
      expect([await of(['x']), await of(['new'])]).toEqual(['', '0']);
    });

    it('with more matches than are sorted in memory pages over all of them', async () => {
      const { journal } = await opened(open);
      const many = Array.from({ length: 2_100 }, (_, number) =>
        seenProduct(String(number), { name: `common ${(number * 37) % 2_100}`, code: 'same' }),
      );
      for (let first = 0; first < many.length; first += 700)
        await journal.recordCatalogue(recordOf({ products: many.slice(first, first + 700) }));
      for (const filter of [{ search: 'common' }, { codes: ['same'] }]) {
        const sort = { field: 'NAME', direction: 'DESC' } as const;
        const names: string[] = [];
        for (let after: string | null = null; ; ) {
          const place: { productId: (typeof many)[0]['productId']; value: string } | null =
            after === null ? null : JSON.parse(after);
          const { nodes, hasMore } = await journal.productsPage(
            productsPage(filter, {
              sort,
              limit: 500,
              after: place && { ...place, channel: seenProduct('1').channel },
            }),
          );
          names.push(...nodes.map(({ name }) => name));
          const last = nodes.at(-1);
          if (!hasMore || !last) break;
          after = JSON.stringify({ productId: last.productId, value: last.name });
        }
        expect(names).toEqual(
          many
            .map(({ name }) => name)
            .sort()
            .reverse(),
        );
        expect(await journal.countProducts({ ...anyProduct, ...filter })).toEqual({
          value: 2_100,
          isExact: true,
        });
      }
    });
  });
};
