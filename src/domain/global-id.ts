import { keyOf } from './ids.ts';
import type { StockKey } from './stock.ts';

/** The id of an object among all objects of the gateway, as `Node.id` of the schema. Clients treat it as opaque. */
export const globalIdOf = (typename: string, id: string | number): string =>
  Buffer.from(`${typename}:${id}`).toString('base64');

/** The part of the global id of a stock level that follows its type. JSON, because an id may contain any character. */
export const stockLevelNodeId = ({ channel, productId, locationId, optionId }: StockKey): string =>
  JSON.stringify([keyOf(channel), productId, locationId, optionId]);
