import { GraphQLID, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { decimalText } from '../../../lib/decimal.ts';
import { isRfc3339Time, parseRfc3339 } from '../../../lib/rfc3339.ts';
import { builder } from '../../builder.ts';
import { badInput } from '../../errors.ts';

const isExact = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0);

/** JSON.parse may round two ids to the same number. Such a number is refused. */
const inexact = (value: number): string =>
  `ID cannot take the number ${Object.is(value, -0) ? '-0' : value}: JSON does not hold it exactly. Send the id as text, e.g. "9007199254740993".`;

const misfit = (value: unknown): string => `ID takes a text or a whole number, not ${JSON.stringify(value)}.`;

const parseValue = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') throw badInput(misfit(value));
  if (!isExact(value)) throw badInput(inexact(value));
  return String(value);
};

const parseLiteral = (node: ValueNode): string => {
  if (node.kind === Kind.STRING || node.kind === Kind.INT) return node.value;
  throw badInput(`ID takes a text or a whole number, not ${print(node)}.`, node);
};

/**
 * Replaces the coercion of ID, so that it refuses a number that JSON may have rounded. A number in a document keeps
 * all its digits. The schema builder accepts only the ID of graphql-js, so the coercion changes for every schema of
 * this process.
 */
const makeIdsExact = (): void => {
  Object.assign(GraphQLID, {
    description:
      'An opaque identifier. Send it as a text. A whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991 is accepted too, because JSON numbers are exact in this range.',
    parseValue,
    coerceInputValue: parseValue,
    parseLiteral,
    coerceInputLiteral: parseLiteral,
  });
};

/** The time of a resolver's value in milliseconds since the epoch. */
const timeOf = (value: unknown): number | null => {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? parseRfc3339(value) : Number(value ?? Number.NaN);
};

/**
 * Formats times as text. A Date in an answer has a `toJSON`, which makes JSON.stringify slower for the whole answer.
 * The last text is kept, because many times of an answer are equal.
 */
const createTimeText = () => {
  let last = { value: Number.NaN, text: '' };
  return (value: unknown): string => {
    if (value === last.value) return last.text;
    const time = timeOf(value);
    if (time === null || !isRfc3339Time(time)) throw new TypeError('A time of an answer is none of RFC 3339');
    const text = new Date(time).toISOString();
    if (typeof value === 'number') last = { value, text };
    return text;
  };
};

const timeIn = (value: unknown, node?: ValueNode): Date => {
  const time = typeof value === 'string' ? parseRfc3339(value) : null;
  if (time !== null) return new Date(time);
  throw badInput(
    'DateTime takes a time with its offset, e.g. "2026-01-22T01:57:00Z", that is in the years 0000 to 9999 in UTC.',
    node,
  );
};

const dateTime = new GraphQLScalarType({
  name: 'DateTime',
  serialize: createTimeText(),
  parseValue: (value) => timeIn(value),
  parseLiteral: (node) => timeIn(node.kind === Kind.STRING ? node.value : null, node),
  extensions: GraphQLDateTime.extensions,
});

/** JSON.parse rounds a number with more digits than these. A whole number is exact up to 2^53 - 1. */
const exactDigits = 15;

const mayBeRounded = (value: number): boolean =>
  !Number.isSafeInteger(value) && Number(value.toPrecision(exactDigits)) !== value;

const decimalIn = (value: unknown, node?: ValueNode): string => {
  if (typeof value === 'number' && mayBeRounded(value)) {
    throw badInput(
      `Decimal cannot take the number ${value}: JSON does not hold it exactly. Send it as text, e.g. "19.5".`,
    );
  }
  const decimal = typeof value === 'string' || typeof value === 'number' ? decimalText(String(value)) : null;
  if (decimal !== null) return decimal;
  throw badInput(
    'Decimal takes a decimal number of at most 40 digits, as a text or as a number, e.g. "12000" or 19.5.',
    node,
  );
};

/** The text of an amount that the gateway stores. */
const decimalOut = (value: unknown): string => {
  const decimal = decimalText(String(value));
  if (decimal === null) throw new TypeError('An amount of an answer is not a decimal number');
  return decimal;
};

const decimal = new GraphQLScalarType({
  name: 'Decimal',
  serialize: decimalOut,
  parseValue: (value) => decimalIn(value),
  parseLiteral: (node) =>
    decimalIn(
      node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null,
      node,
    ),
});

const currencyCode = new GraphQLScalarType({
  name: 'CurrencyCode',
  serialize: String,
  parseValue: (value) => {
    if (typeof value === 'string' && /^[A-Z]{3}$/u.test(value)) return value;
    throw badInput('CurrencyCode takes the three letters of a currency, e.g. "KRW".');
  },
});

const urlIn = (value: unknown, node?: ValueNode): URL => {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url !== null) return url;
  throw badInput('URL takes an absolute URL, e.g. "https://shop.example/images/1.jpg".', node);
};

const url = new GraphQLScalarType({
  name: 'URL',
  serialize: String,
  parseValue: (value) => urlIn(value),
  parseLiteral: (node) => urlIn(node.kind === Kind.STRING ? node.value : null, node),
  extensions: GraphQLURL.extensions,
});

makeIdsExact();
builder.addScalarType('Decimal', decimal, {
  description:
    'A decimal number. Answers have it as a text, because JSON numbers are not exact. An input takes a text of at most 40 digits, or a number that JSON holds exactly: a whole number up to 9,007,199,254,740,991, or one of at most 15 digits.',
});
builder.addScalarType('CurrencyCode', currencyCode, {
  description: 'The three letters of a currency by ISO 4217, e.g. `KRW`.',
});
builder.addScalarType('DateTime', dateTime, {
  description:
    'A point in time in the format of RFC 3339, with its offset: `2026-01-22T01:57:00Z`. A leap second (`23:59:60` UTC at the end of a month) counts as the second that follows it. The years are 0000 to 9999 in UTC. Answers are in UTC with milliseconds. Further digits are cut off.',
});
builder.addScalarType('URL', url, {
  description: 'An absolute URL, e.g. `https://shop.example/images/1.jpg`.',
});
