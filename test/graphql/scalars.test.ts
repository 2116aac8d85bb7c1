import fc from 'fast-check';
import { GraphQLScalarType, parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { at, atText } from './fixtures.ts';

const scalar = (name: string): GraphQLScalarType => {
  const type = schema.getType(name);
  return type instanceof GraphQLScalarType ? type : expect.fail(`${name} is no scalar`);
};

describe('a Decimal', () => {
  const decimal = scalar('Decimal');
  const literal = (text: string) => decimal.parseLiteral(parseValue(text), undefined);
  const digits = (count: number) => '1'.repeat(count);

  it.for([
    ['12000', '12000'],
    ['007.50', '7.5'],
    ['0.10', '0.1'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['-1.5', '-1.5'],
    [digits(40), digits(40)],
    [`-${digits(20)}.${digits(20)}`, `-${digits(20)}.${digits(20)}`],
    [19.5, '19.5'],
    [-0, '0'],
    [1e3, '1000'],
    [0.000001, '0.000001'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [123456789.123456, '123456789.123456'],
  ] as const)('is the shortest text of %j', ([value, text]) => {
    expect(decimal.coerceInputValue(value)).toBe(text);
  });

  it.for([
    ...['', ' 1', '1 ', '+1', '1e3', '1E-7', '.5', '--1', '1,5', '0x1', 'NaN', '١', '1_000', '1\n'],
    ...[digits(41), `-${digits(40)}.1`, `0.${'0'.repeat(40)}`, '0'.repeat(100_000)],
    ...[Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-7, 2 ** 53, 0.1 + 0.2],
    ...[null, true, {}, [], ['1']],
  ])('refuses %j', (value) => {
    const start = performance.now();
    expect(() => decimal.coerceInputValue(value)).toThrow(/^Decimal (takes|cannot take)/u);
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('keeps all digits of a literal', () => {
    expect(literal('9007199254740993')).toBe('9007199254740993');
    expect(literal('0.30000000000000004')).toBe('0.30000000000000004');
    expect(literal('"1.50"')).toBe('1.5');
    expect(literal('-0')).toBe('0');
    for (const text of ['1e3', '1.5E1', 'true', 'ONE', '[1]', '{ a: 1 }', '"x"'])
      expect(() => literal(text), text).toThrow('Decimal takes');
  });

  it('is a text in an answer', () => {
    expect(decimal.coerceOutputValue(9_007_199_254_740_991)).toBe('9007199254740991');
    expect(decimal.coerceOutputValue(1234.567890123451)).toBe('1234.567890123451');
    expect(() => decimal.coerceOutputValue(Number.NaN)).toThrow();
    expect(() => decimal.coerceOutputValue(1e21)).toThrow();
  });

  it('has one text for equal numbers, whatever they look like', () => {
    const number = fc.tuple(
      fc.boolean(),
      fc.nat(),
      fc.nat({ max: 99_999 }),
      fc.nat({ max: 5 }),
      fc.nat({ max: 5 }),
    );
    fc.assert(
      fc.property(number, ([isNegative, whole, fraction, before, after]) => {
        const text = `${isNegative ? '-' : ''}${'0'.repeat(before)}${whole}.${fraction}${'0'.repeat(after)}`;
        const read = String(decimal.coerceInputValue(text));
        expect(Number(read)).toBe(Number(text) + 0);
        expect(decimal.coerceInputValue(read)).toBe(read);
        expect(read).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/u);
      }),
    );
  });
});

describe('a CurrencyCode', () => {
  it('has three capital letters', () => {
    const { coerceInputValue, coerceOutputValue } = scalar('CurrencyCode');
    expect(coerceInputValue('KRW')).toBe('KRW');
    expect(coerceOutputValue('JPY')).toBe('JPY');
    for (const value of ['krw', 'KR', 'KRWW', '', 5, null, ['KRW']])
      expect(() => coerceInputValue(value), String(value)).toThrow('three letters');
  });
});

describe('a URL', () => {
  const url = scalar('URL');

  it('is absolute, and a text in an answer', () => {
    expect(url.coerceInputValue('https://shop.example/ä b')).toEqual(
      new URL('https://shop.example/%C3%A4%20b'),
    );
    expect(url.coerceOutputValue('https://shop.example/1.jpg')).toBe('https://shop.example/1.jpg');
    for (const value of ['', 'shop.example', '/1.jpg', '//shop.example', 5, null, {}])
      expect(() => url.coerceInputValue(value), String(value)).toThrow('absolute URL');
  });
});

describe('a DateTime in an answer', () => {
  const { coerceOutputValue, serialize } = scalar('DateTime');

  it('is text, in UTC and to the millisecond', () => {
    expect(coerceOutputValue(at)).toBe(atText);
    expect(serialize(at)).toBe(atText);
    expect(coerceOutputValue(new Date(at))).toBe(atText);
    expect(coerceOutputValue('2026-01-22T10:57:00+09:00')).toBe(atText);
  });

  it('does not depend on earlier values', () => {
    const times = [at, at + 1, at, at, 0, -1, at + 1];
    expect(times.map((time) => coerceOutputValue(time))).toEqual(
      times.map((time) => new Date(time).toJSON()),
    );
  });

  it.for([Number.NaN, Number.POSITIVE_INFINITY, 'soon', {}, null])('cannot be %s', (value) => {
    expect(() => coerceOutputValue(value)).toThrow();
  });
});

describe('a DateTime in a request', () => {
  const { coerceInputValue } = scalar('DateTime');

  it('C5: accepts a leap second, and small letters', () => {
    expect(coerceInputValue('2016-12-31T23:59:60Z')).toEqual(new Date('2017-01-01T00:00:00Z'));
    expect(coerceInputValue('2026-01-22t01:57:00z')).toEqual(new Date('2026-01-22T01:57:00Z'));
  });

  it.for(['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+00:01'])(
    'C5: refuses %s, which has no year of four digits in UTC',
    (text) => {
      expect(() => coerceInputValue(text)).toThrow(/years 0000 to 9999 in UTC/u);
    },
  );

  it('C5: writes only times that RFC 3339 allows', () => {
    const { coerceOutputValue } = scalar('DateTime');
    expect(() => coerceOutputValue(253_402_300_800_000)).toThrow();
    expect(() => coerceOutputValue(-62_167_219_200_001)).toThrow();
  });
});
