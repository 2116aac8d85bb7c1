import { GraphQLID, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { GraphQLDateTime, GraphQLSafeInt, GraphQLURL } from 'graphql-scalars';
import { isRfc3339Time, parseRfc3339 } from '../../lib/rfc3339.ts';
import { builder } from '../builder.ts';
import { badInput } from '../errors.ts';

const isExact = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0);

/** Two ids may be rounded to one number when JSON is read: such a number names no product, and is refused. */
const inexact = (value: number): string =>
  `ID can not take the number ${Object.is(value, -0) ? '-0' : value}: JSON does not hold it exactly. Send the id as text, e.g. "9007199254740993".`;

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
 * Lets ID take no number that may stand for another id. A number in a document is text there, with all of its digits; one
 * in JSON was rounded to a double before it is seen here. The schema builder takes no ID but that of graphql-js, so its
 * coercion is replaced, for every schema of this process.
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

/** The caller's mistake under the scalar's own name: what the library throws is not always an error for callers. */
const checked = (library: GraphQLScalarType, name: string, expected: string): GraphQLScalarType => {
  const { serialize, parseValue, parseLiteral, specifiedByURL, extensions } = library.toConfig();
  const orRefuse = (parse: () => unknown, node?: ValueNode): unknown => {
    try {
      return parse();
    } catch {
      throw badInput(`${name} takes ${expected}.`, node);
    }
  };
  return new GraphQLScalarType({
    name,
    specifiedByURL,
    extensions,
    serialize,
    parseValue: (value) => orRefuse(() => parseValue(value)),
    parseLiteral: (node) => orRefuse(() => parseLiteral(node, undefined), node),
  });
};

/** The time that a value of a resolver stands for, milliseconds since the epoch. */
const timeOf = (value: unknown): number | null => {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? parseRfc3339(value) : Number(value ?? Number.NaN);
};

/**
 * A time as text: a Date with its `toJSON` anywhere makes V8 take a slower way through the whole answer. Many of an
 * answer's times are the same.
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

/** The library's own Long yields a BigInt for what does not fit a number; a price here is a number that fits. */
const long = checked(
  GraphQLSafeInt,
  'Long',
  'a whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991',
);
const url = checked(GraphQLURL, 'URL', 'an absolute URL, e.g. "https://shop.example/images/1.jpg"');

makeIdsExact();
builder.addScalarType('Long', long, {
  description:
    "A whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991, the range in which JSON numbers are exact. Prices have this type, in whole units of the vendor's currency.",
});
builder.addScalarType('DateTime', dateTime, {
  description:
    'A point in time in the format of RFC 3339, with its offset: `2026-01-22T01:57:00Z`. A leap second (`23:59:60` UTC at the end of a month) counts as the second that follows it. The years are 0000 to 9999 in UTC. Answers are in UTC with milliseconds. Further digits are cut off.',
});
builder.addScalarType('URL', url, {
  description: 'An absolute URL, e.g. `https://shop.example/images/1.jpg`.',
});
