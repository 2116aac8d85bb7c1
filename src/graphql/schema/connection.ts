import type { ArgBuilder } from '@pothos/core';
import { z } from 'zod';
import { parseJson } from '../../lib/json/json.ts';
import { cutText } from '../../lib/text.ts';
import type { Types } from '../builder.ts';
import { badInput } from '../errors.ts';

type Edges<Node> = readonly { readonly cursor: string; readonly node: Node }[];

/** A page in the form of Relay's connections. */
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

/** The argument with the size of a page. Every list has a maximum. */
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
  /**
   * The position of a cursor; null without a cursor. Throws BAD_USER_INPUT for a cursor that the gateway did not
   * create.
   */
  decode(cursor: string | null | undefined): Position | null;
};

/** More characters than any value of the gateway has: two ids of 200 characters, escaped and in base64. */
const longestCursor = 8_000;

/**
 * A cursor is JSON in base64url, opaque to callers. It contains the name of its list, so that a list does not accept
 * the cursor of another list.
 */
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
/** The index of the item. A journal stores 31 bits, and the next index must fit too. */
export const resultCursor = cursorOver('result', whole.max(2 ** 31 - 2));
/** The channel and the product id. */
export const productCursor = cursorOver('product', z.tuple([z.string(), z.string()]));
