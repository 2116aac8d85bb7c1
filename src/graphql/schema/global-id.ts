import { decodeGlobalID } from '@pothos/plugin-relay';
import { z } from 'zod';
import {
  asChannelKey,
  asOperationId,
  asProductId,
  type ChannelKey,
  keyOf,
  type OperationId,
  type ProductId,
} from '../../domain/ids.ts';
import { parseJson } from '../../lib/json/json.ts';
import type { ProductPosition } from '../../ports/journal/journal-reads.ts';

/** The object of a global id. */
export type NodeKey =
  | { readonly typename: 'Channel'; readonly key: ChannelKey }
  | { readonly typename: 'Operation'; readonly id: OperationId }
  /** A product of the channel with this key, whatever its account is. */
  | { readonly typename: 'Product'; readonly channel: string; readonly productId: ProductId };

/** JSON, because both ids may contain any character and two pairs must not have the same text. */
export const productNodeId = ({ channel, productId }: ProductPosition): string =>
  JSON.stringify([keyOf(channel), productId]);

const productPair = z.tuple([z.string(), z.string()]);
const operationNumber = z
  .string()
  .regex(/^[1-9]\d*$/u)
  .transform(Number)
  .pipe(z.int());

/** More characters than any value of the gateway has: two ids of 200 characters, escaped and in base64. */
const longestId = 8_000;

const decoded = (globalId: string): { typename: string; id: string } | null => {
  if (globalId.length > longestId) return null;
  try {
    return decodeGlobalID(globalId);
  } catch {
    return null;
  }
};

/** Null for an id that the gateway did not create. */
export const nodeKeyOf = (globalId: string): NodeKey | null => {
  const key = decoded(globalId);
  switch (key?.typename) {
    case 'Channel':
      return { typename: 'Channel', key: asChannelKey(key.id) };
    case 'Operation': {
      const { data: id } = operationNumber.safeParse(key.id);
      return id === undefined ? null : { typename: 'Operation', id: asOperationId(id) };
    }
    case 'Product': {
      const { data: pair } = productPair.safeParse(parseJson(key.id));
      if (!pair) return null;
      const [channel, productId] = pair;
      return {
        typename: 'Product',
        channel,
        productId: asProductId(productId),
      };
    }
    default:
      return null;
  }
};
