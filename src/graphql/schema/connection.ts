import type { ArgBuilder } from '@pothos/core';
import { z } from 'zod';
import { asSkuCode, asWebhookDeliveryId } from '../../domain/ids.ts';
import { parseJson } from '../../lib/json/json.ts';
import { cutText } from '../../lib/text.ts';
import type { Types } from '../builder.ts';
import { badInput } from '../errors.ts';

/** An entry and its cursor, which is encoded when it is read: most clients read the two cursors of `pageInfo` only. */
class Edge<Node> {
  readonly node: Node;
  readonly #cursorOf: (node: Node) => string;

  constructor(node: Node, cursorOf: (node: Node) => string) {
    this.node = node;
    this.#cursorOf = cursorOf;
  }
  get cursor(): string {
    return this.#cursorOf(this.node);
  }
}

/** The position of a page in its list. */
class PageInfo<Node> {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: readonly Edge<Node>[];

  constructor(edges: readonly Edge<Node>[], hasNextPage: boolean, hasPreviousPage: boolean) {
    this.#edges = edges;
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
  }
  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null;
  }
  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }
}

/** A page in the form of Relay's connections. */
export type Connection<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

/** The sizes of the pages of one list. Every list has a maximum. */
export type PageSizes = { readonly usual: number; readonly most: number };

/** The sizes of most lists. */
export const pageSizes: PageSizes = { usual: 20, most: 100 };

/** The arguments of a list that pages in both directions. */
export const pageArgs = (arg: ArgBuilder<Types>, { usual, most }: PageSizes) => {
  const message = `A page holds 0 to ${most} entries.`;
  const size = (description: string) =>
    arg.int({
      required: false,
      description,
      validate: { min: [0, { message }], max: [most, { message }] },
    });
  const cursor = (description: string) => arg.string({ required: false, description });
  return {
    first: size(
      `The number of entries from the start, or after \`after\`: 0 to ${most}. Default: ${usual}, without \`last\`.`,
    ),
    after: cursor('Only entries after this cursor.'),
    last: size(
      `The number of entries up to the end, or before \`before\`: 0 to ${most}. It excludes \`first\`.`,
    ),
    before: cursor('Only entries before this cursor.'),
  };
};

type PageArgs = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** The page that the arguments name. Throws BAD_USER_INPUT for `first` with `last`, and for a wrong cursor. */
export const pageOf = <Position>(
  { first, after, last, before }: PageArgs,
  { usual }: PageSizes,
  cursor: Cursor<Position>,
) => {
  if (first != null && last != null) throw badInput('Ask with `first` or with `last`, not with both.');
  return {
    after: cursor.decode(after),
    before: cursor.decode(before),
    limit: first ?? last ?? usual,
    last: last != null,
  };
};

/** The connection of a page that was read. */
export const connectionOfPage = <Node>(
  { nodes, hasMore }: { readonly nodes: readonly Node[]; readonly hasMore: boolean },
  { after, before, last }: { readonly after: unknown; readonly before: unknown; readonly last: boolean },
  cursorOf: (node: Node) => string,
): Connection<Node> => {
  const edges = nodes.map((node) => new Edge(node, cursorOf));
  // A cursor belongs to an entry, so that entry is on the other side of the page.
  const hasNextPage = (!last && hasMore) || before !== null;
  const hasPreviousPage = (last && hasMore) || after !== null;
  return { edges, pageInfo: new PageInfo(edges, hasNextPage, hasPreviousPage) };
};

export type Cursor<Position> = {
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

type Value = z.ZodType<string | number | null>;

/** The value that the list is sorted by, the channel and the product id. */
const productCursorBy = (list: string, value: Value) =>
  cursorOver(list, z.tuple([value, z.string(), z.string()]));
/** One for each order, so that a list does not accept the cursor of another order. */
export const productCursors = {
  PRODUCT_ID: productCursorBy('product', z.null()),
  NAME: productCursorBy('product by name', z.string()),
  OBSERVED_AT: productCursorBy('product by time', z.int()),
};

/** The value that the list is sorted by, the channel, the product, the store and the option. */
const stockCursorBy = (list: string, value: z.ZodType<number | null>) =>
  cursorOver(list, z.tuple([value, z.string(), z.string(), z.string().nullable(), z.string().nullable()]));
export const stockCursors = {
  PRODUCT_ID: stockCursorBy('stock', z.null()),
  QUANTITY: stockCursorBy('stock by quantity', z.int()),
  OBSERVED_AT: stockCursorBy('stock by time', z.int()),
};

/** The id of an entry of the stock history. */
export const historyCursor = cursorOver('stock history', whole);

/** The number of a webhook delivery. */
export const webhookDeliveryCursor = cursorOver('webhook delivery', whole.transform(asWebhookDeliveryId));

/** The location id. */
export const locationCursor = cursorOver('location', z.string());

/** The code of the SKU. */
export const skuCursor = cursorOver('sku', z.string().transform(asSkuCode));
/** The channel and the product id. */
export const suggestionCursor = cursorOver('suggestion', z.tuple([z.string(), z.string()]));
