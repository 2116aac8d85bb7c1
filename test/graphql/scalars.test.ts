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

  it('is its own, whatever was told before', () => {
    const times = [at, at + 1, at, at, 0, -1, at + 1];
    expect(times.map((time) => coerceOutputValue(time))).toEqual(
      times.map((time) => new Date(time).toJSON()),
    );
  });

  it.for([Number.NaN, Number.POSITIVE_INFINITY, 'soon', {}, null])('can not be %s', (value) => {
    expect(() => coerceOutputValue(value)).toThrow();
  });
});
