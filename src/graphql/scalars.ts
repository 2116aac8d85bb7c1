import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLSafeInt, GraphQLURL } from 'graphql-scalars';
import { builder } from './builder.ts';

/** The library's own Long yields a BigInt for what does not fit a number; a price here is a number that fits. */
const long = new GraphQLScalarType({ ...GraphQLSafeInt.toConfig(), name: 'Long' });

builder.addScalarType('Long', long, {
  description:
    "A whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991: an int64 within the range that JSON numbers carry exactly. Prices are of this type, in the whole units of the vendor's currency (KRW for Global Link).",
});
builder.addScalarType('DateTime', GraphQLDateTime, {
  description:
    'A point in time as RFC 3339 writes it, with its offset: `2026-01-22T01:57:00Z`. Answers are in UTC, to the millisecond.',
});
builder.addScalarType('URL', GraphQLURL, {
  description: 'An absolute URL, e.g. `https://shop.example/images/1.jpg`.',
});
