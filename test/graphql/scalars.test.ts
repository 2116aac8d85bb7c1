import { GraphQLScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { at, atText } from './fixtures.ts';

const scalar = (name: string): GraphQLScalarType => {
  const type = schema.getType(name);
  return type instanceof GraphQLScalarType ? type : expect.fail(`${name} is no scalar`);
};

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
