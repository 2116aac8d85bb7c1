import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntries } from '../../../src/cli/import/rows/entries.ts';
import type { FieldValues } from '../../../src/cli/import/rows/fields.ts';
import { type NumberStyle, readQuantity } from '../../../src/cli/import/rows/number.ts';
import { readStockRow } from '../../../src/cli/import/rows/stock-row.ts';

const comma: NumberStyle = { thousands: [','] };
const dot: NumberStyle = { thousands: ['.'] };
const none: NumberStyle = { thousands: [] };

const read = (text: string, style = comma): number | string => {
  const number = readQuantity(text, style);
  return 'value' in number ? number.value : number.refusal.code;
};

describe('a quantity', () => {
  it.for<readonly [string, number, NumberStyle?]>([
    ['12', 12],
    [' 12 ', 12],
    ['007', 7],
    ['-3', -3],
    ['+3', 3],
    ['−3', -3],
    ['0', 0],
    ['-0', 0],
    ['1,204', 1204],
    ['-1,204', -1204],
    ['1,234,567', 1234567],
    ['1,234.00', 1234],
    ['12.0', 12],
    ['12,00', 12],
    ['1.234', 1234, dot],
    ['1.234,00', 1234, dot],
    ['1.234.567', 1234567, none],
    ['1 234 567', 1234567, none],
    ['1\u00a0234', 1234, none],
    ["1'234", 1234, none],
    ['１２', 12],
    ['１，２０４', 1204],
    ['－５', -5],
    ['2147483647', 2147483647],
    ['-2,147,483,648', -2147483648],
  ])('%s is %d', ([text, value, style]) => {
    expect(read(text, style)).toBe(value);
  });

  it.for<readonly [string, string, NumberStyle?]>([
    ['', 'MISSING_VALUE'],
    ['   ', 'MISSING_VALUE'],
    ['1.5', 'INVALID_QUANTITY'],
    ['1,5', 'INVALID_QUANTITY'],
    ['.5', 'INVALID_QUANTITY'],
    ['1.234', 'AMBIGUOUS_NUMBER'],
    ['1,234', 'AMBIGUOUS_NUMBER', none],
    ['1,234', 'AMBIGUOUS_NUMBER', dot],
    ['12,34', 'INVALID_QUANTITY'],
    ['1,23,456', 'INVALID_QUANTITY'],
    ['0,123', 'INVALID_QUANTITY'],
    ['1,234.567', 'INVALID_QUANTITY'],
    ['1.23E+05', 'INVALID_QUANTITY'],
    ['5e3', 'INVALID_QUANTITY'],
    ['2026-01-22', 'INVALID_QUANTITY'],
    ['22/01/2026', 'INVALID_QUANTITY'],
    ['Jan-22', 'INVALID_QUANTITY'],
    ['=A1+1', 'INVALID_QUANTITY'],
    ['#REF!', 'INVALID_QUANTITY'],
    ['12 pcs', 'INVALID_QUANTITY'],
    ['¥12', 'INVALID_QUANTITY'],
    ['0x10', 'INVALID_QUANTITY'],
    ['NaN', 'INVALID_QUANTITY'],
    ['Infinity', 'INVALID_QUANTITY'],
    ['十二', 'INVALID_QUANTITY'],
    ['2147483648', 'INVALID_QUANTITY'],
    ['99999999999999999999', 'INVALID_QUANTITY'],
  ])('%s is refused with %s', ([text, code, style]) => {
    expect(read(text, style)).toBe(code);
  });

  it('is read from every way to write a whole number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        fc.constantFrom('en', 'de', 'fr', 'de-CH', 'sv'),
        (value, language) => {
          const style: NumberStyle = { thousands: [language === 'de' ? '.' : ','] };
          expect(read(String(value), style)).toBe(value);
          expect(read(value.toLocaleString(language), style)).toBe(value);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never becomes another number: what is read says the same digits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789,.-+ eE١５'), maxLength: 12 }),
        fc.constantFrom(comma, dot, none),
        (text, style) => {
          const value = read(text, style);
          if (typeof value === 'string') return;
          const digits = text
            .normalize('NFKC')
            .replace(/[.,]0{1,2}\s*$/u, '')
            .replaceAll(/\D/gu, '');
          expect(Number(digits)).toBe(Math.abs(value));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

const rowOf = (values: FieldValues, isGuarded = true) =>
  readStockRow(
    {
      line: 2,
      values: { channel: 'c', productId: 'p', quantity: '1', ...values },
      options: null,
      refusal: null,
    },
    { ...comma, isGuarded },
  );

describe('a row', () => {
  it.for<readonly [string, FieldValues, string, string]>([
    ['no channel', { channel: ' ' }, 'MISSING_VALUE', 'channel'],
    ['no product', { productId: '' }, 'MISSING_VALUE', 'productId'],
    ['no quantity', { quantity: '' }, 'MISSING_VALUE', 'quantity'],
    ['an id that a spreadsheet shortened', { productId: '1.23457E+12' }, 'DAMAGED_ID', '1.23457E+12'],
    ['a character that is none', { memo: 'a\uFFFD' }, 'UNREADABLE_CHARACTER', 'memo'],
    ['a flag that is none', { soldOut: 'perhaps' }, 'INVALID_VALUE', 'soldOut'],
    ['a time without a zone', { observedAt: '2026-01-22T10:00:00' }, 'INVALID_VALUE', 'observedAt'],
    ['a guard that is no number', { ifQuantity: 'x' }, 'INVALID_QUANTITY', 'ifQuantity'],
  ])('with %s is refused', ([, values, code, word]) => {
    const { refusal } = rowOf(values);
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).toContain(word);
  });

  it('states more than a quantity', () => {
    expect(
      rowOf({
        soldOut: 'ＹＥＳ',
        memo: ' 1,5 ',
        observedAt: '2026-01-22T10:57:00+09:00',
        ifQuantity: '1,000',
      }).more,
    ).toEqual({ soldOut: true, memo: ' 1,5 ', observedAt: '2026-01-22T10:57:00+09:00', ifQuantity: 1000 });
  });

  it('loses the apostrophe that an export put before a formula sign, and no other', () => {
    const ids = (productId: string, isGuarded?: boolean) => rowOf({ productId }, isGuarded).productId;
    expect(ids("'-12")).toBe('-12');
    expect(ids("'=1+1")).toBe('=1+1');
    expect(ids("''=x")).toBe("'=x");
    expect(ids("'90s-shirt")).toBe("'90s-shirt");
    // A code may look like a number with an exponent.
    expect(rowOf({ productId: '90E12' }).refusal).toBeNull();
    // NDJSON has exact texts.
    expect(ids("'-12", false)).toBe("'-12");
  });
});

const entriesOf = (...rows: readonly FieldValues[]) => {
  const entries = createEntries();
  return [...rows.flatMap((values) => entries.add(rowOf(values))), ...entries.end()];
};

describe('rows of options', () => {
  it('follow their product and become one item', () => {
    const [entry, next] = entriesOf(
      { quantity: '9', memo: 'count' },
      { optionId: 'o1', quantity: '4' },
      { optionId: 'o2', quantity: '5' },
      { productId: 'q' },
    );
    expect(entry?.rows).toHaveLength(3);
    expect(entry?.item).toEqual({
      ...{ channel: 'c', productId: 'p', quantity: 9, memo: 'count' },
      options: [
        { optionId: 'o1', quantity: 4 },
        { optionId: 'o2', quantity: 5 },
      ],
    });
    expect(next?.item?.productId).toBe('q');
  });

  it('without their product are refused', () => {
    const codes = entriesOf({ optionId: 'o1' }, { productId: 'q' }, { optionId: 'o1' }).map(
      ({ refusals }) => refusals[0]?.code,
    );
    expect(codes).toEqual(['OPTION_WITHOUT_PRODUCT', undefined, 'OPTION_WITHOUT_PRODUCT']);
  });

  it('are refused together if one of them is wrong', () => {
    const [entry] = entriesOf({}, { optionId: 'o1', quantity: 'x' }, { optionId: 'o2' });
    expect(entry?.item).toBeNull();
    expect(entry?.refusals.map(({ code }) => code)).toEqual([
      ...['REFUSED_WITH_ITS_PRODUCT', 'INVALID_QUANTITY', 'REFUSED_WITH_ITS_PRODUCT'],
    ]);
  });

  it('cannot state what belongs to the product', () => {
    const [entry] = entriesOf({ memo: 'a' }, { optionId: 'o1', memo: 'b' });
    expect(entry?.refusals[1]?.message).toContain('memo belongs to the product');
  });

  it('end at the limit of the gateway, in bounded memory', () => {
    const options = Array.from({ length: 3_000 }, (_, at) => ({ optionId: `o${at}` }));
    const found = entriesOf({}, ...options);
    expect(found.flatMap(({ rows }) => rows)).toHaveLength(3_001);
    expect(found.every(({ item }) => item === null)).toBe(true);
    expect(Math.max(...found.map(({ rows }) => rows.length))).toBeLessThan(1_010);
  });
});
