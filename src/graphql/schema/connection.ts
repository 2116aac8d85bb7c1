import type { ArgBuilder } from '@pothos/core';
import { z } from 'zod';
import { parseJson } from '../../lib/json.ts';
import { cutText } from '../../lib/text.ts';
import type { Types } from '../builder.ts';
import { badInput } from '../errors.ts';

type Edges<Node> = readonly { readonly cursor: string; readonly node: Node }[];

/** A page as Relay's connections want it. */
export type Connection<Node> = {
  readonly edges: Edges<Node>;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

export const connectionOf = <Node>(
  nodes: readonly Node[],
  cursorOf: (node: Node) => string,
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
): Connection<Node> => {
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: { ...more, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
};

/** The argument that says how long a page is: a list is never asked for without a bound. */
export const pageSize = (
  arg: ArgBuilder<Types>,
  { most, description }: { readonly most: number; readonly description: string },
) => {
  const message = `A page holds 0 to ${most} entries.`;
  return arg.int({
    required: false,
    description,
    validate: { min: [0, { message }], max: [most, { message }] },
  });
};

type Cursor<Position> = {
  encode(position: Position): string;
  /** The position a caller's cursor stands for; null for none given. Throws BAD_USER_INPUT for one that is not ours. */
  decode(cursor: string | null | undefined): Position | null;
};

/** Longer than any that the gateway gives out: two ids of 200 characters, escaped and in base64. */
const longestCursor = 8_000;

/** Opaque to callers: JSON in base64url. Its list's name is in it, so that no list takes another's cursor. */
const cursorOver = <Position>(list: string, position: z.ZodType<Position>): Cursor<Position> => {
  const shape = z.tuple([z.literal(list), position]);
  return {
    encode: (at) => Buffer.from(JSON.stringify([list, at])).toString('base64url'),
    decode: (cursor) => {
      if (cursor == null) return null;
      const text = cursor.length > longestCursor ? '' : Buffer.from(cursor, 'base64url').toString();
      const parsed = shape.safeParse(parseJson(text));
      if (!parsed.success)
        throw badInput(`"${cutText(cursor)}" is not a cursor of this list: take one from its edges.`);
      return parsed.data[1];
    },
  };
};

const whole = z.int().nonnegative();

export const operationCursor = cursorOver('operation', whole);
/** The item's index: of 31 bits in a journal, with room for the one after it. */
export const resultCursor = cursorOver('result', whole.max(2 ** 31 - 2));
/** Channel and product id. */
export const productCursor = cursorOver('product', z.tuple([z.string(), z.string()]));
