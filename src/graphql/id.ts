import { GraphQLID, Kind, print, type ValueNode } from 'graphql';
import { badInput } from './bad-input.ts';

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
export const makeIdsExact = (): void => {
  Object.assign(GraphQLID, {
    description:
      'The name of something: opaque text. It takes a number too, where JSON holds it exactly (whole, from -9,007,199,254,740,991 to 9,007,199,254,740,991); send any other as text.',
    parseValue,
    coerceInputValue: parseValue,
    parseLiteral,
    coerceInputLiteral: parseLiteral,
  });
};
