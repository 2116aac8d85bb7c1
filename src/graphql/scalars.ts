import { GraphQLScalarType, type ValueNode } from 'graphql';
import { GraphQLDateTime, GraphQLSafeInt, GraphQLURL } from 'graphql-scalars';
import { badInput } from './bad-input.ts';
import { builder } from './builder.ts';

/** The caller's mistake under the scalar's own name: what the library throws is not always an error for callers. */
const checked = (
  library: GraphQLScalarType,
  name: string,
  expected: string,
  serialize: GraphQLScalarType['serialize'] = library.serialize,
): GraphQLScalarType => {
  const { parseValue, parseLiteral, specifiedByURL, extensions } = library.toConfig();
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

/**
 * A time as text, where the library leaves a Date for JSON: one `toJSON` anywhere, and V8 takes a slower way through the
 * whole answer. Many of an answer's times are the same.
 */
const createTimeText = () => {
  let last = { value: Number.NaN, text: '' };
  return (value: unknown): string => {
    if (value === last.value) return last.text;
    const text = (GraphQLDateTime.serialize(value) as Date).toISOString();
    if (typeof value === 'number') last = { value, text };
    return text;
  };
};

/** The library's own Long yields a BigInt for what does not fit a number; a price here is a number that fits. */
const long = checked(
  GraphQLSafeInt,
  'Long',
  'a whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991',
);
const dateTime = checked(
  GraphQLDateTime,
  'DateTime',
  'a time with its offset, e.g. "2026-01-22T01:57:00Z"',
  createTimeText(),
);
const url = checked(GraphQLURL, 'URL', 'an absolute URL, e.g. "https://shop.example/images/1.jpg"');

builder.addScalarType('Long', long, {
  description:
    "A whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991: an int64 within the range that JSON numbers carry exactly. Prices are of this type, in the whole units of the vendor's currency (KRW for Global Link).",
});
builder.addScalarType('DateTime', dateTime, {
  description:
    'A point in time as RFC 3339 writes it, with its offset: `2026-01-22T01:57:00Z`. Answers are in UTC, to the millisecond.',
});
builder.addScalarType('URL', url, {
  description: 'An absolute URL, e.g. `https://shop.example/images/1.jpg`.',
});
