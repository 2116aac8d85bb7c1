import { decodeGlobalID } from '@pothos/plugin-relay';
import { z } from 'zod';
import type { WebhookDeliveryKey } from '../../core/gateway.ts';
import {
  asChannelKey,
  asLocationId,
  asOperationId,
  asOptionId,
  asProductId,
  asWebhookDeliveryId,
  asWebhookEndpointId,
  type ChannelKey,
  keyOf,
  type LocationId,
  type OperationId,
  type OptionId,
  type ProductId,
  type SkuCode,
  type WebhookEndpointId,
} from '../../domain/ids.ts';
import type { Location } from '../../domain/location.ts';
import { skuCodeOf } from '../../domain/sku.ts';
import { parseJson } from '../../lib/json/json.ts';
import type { ProductPosition } from '../../ports/journal/page.ts';

/** The object of a global id. */
export type NodeKey =
  | { readonly typename: 'Channel'; readonly key: ChannelKey }
  | { readonly typename: 'Operation'; readonly id: OperationId }
  | { readonly typename: 'Sku'; readonly code: SkuCode }
  | { readonly typename: 'WebhookEndpoint'; readonly id: WebhookEndpointId }
  | ({ readonly typename: 'WebhookDelivery' } & WebhookDeliveryKey)
  /** A product of the channel with this key, whatever its account is. */
  | { readonly typename: 'Product'; readonly channel: string; readonly productId: ProductId }
  | { readonly typename: 'Location'; readonly channel: string; readonly locationId: LocationId }
  | {
      readonly typename: 'StockLevel';
      readonly channel: string;
      readonly productId: ProductId;
      readonly locationId: LocationId | null;
      readonly optionId: OptionId | null;
    };

/** JSON, because both ids may contain any character and two pairs must not have the same text. */
export const productNodeId = ({ channel, productId }: ProductPosition): string =>
  JSON.stringify([keyOf(channel), productId]);

export const locationNodeId = ({ channel, locationId }: Pick<Location, 'channel' | 'locationId'>): string =>
  JSON.stringify([keyOf(channel), locationId]);

const webhookEndpointText = /^[\w-]{1,64}$/u;

/** The id of the endpoint and the number of the delivery, with a dot in between. */
const webhookDeliveryOf = (text: string): WebhookDeliveryKey | null => {
  const [endpoint = '', number = '', ...more] = text.split('.');
  const { data: id } = operationNumber.safeParse(number);
  if (!webhookEndpointText.test(endpoint) || id === undefined || more.length > 0) return null;
  return { id: asWebhookEndpointId(endpoint), delivery: asWebhookDeliveryId(id) };
};

const pairOfIds = z.tuple([z.string(), z.string()]);
const stockIds = z.tuple([z.string(), z.string(), z.string().nullable(), z.string().nullable()]);
const operationNumber = z
  .string()
  .regex(/^[1-9]\d*$/u)
  .transform(Number)
  .pipe(z.int());

/** More characters than any value of the gateway has: four ids of 200 characters, escaped and in base64. */
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
    case 'Sku': {
      const code = skuCodeOf(key.id);
      return code && { typename: 'Sku', code };
    }
    case 'WebhookEndpoint':
      return webhookEndpointText.test(key.id)
        ? { typename: 'WebhookEndpoint', id: asWebhookEndpointId(key.id) }
        : null;
    case 'WebhookDelivery': {
      const delivery = webhookDeliveryOf(key.id);
      return delivery && { typename: 'WebhookDelivery', ...delivery };
    }
    case 'Product': {
      const { data: pair } = pairOfIds.safeParse(parseJson(key.id));
      return pair ? { typename: 'Product', channel: pair[0], productId: asProductId(pair[1]) } : null;
    }
    case 'Location': {
      const { data: pair } = pairOfIds.safeParse(parseJson(key.id));
      return pair ? { typename: 'Location', channel: pair[0], locationId: asLocationId(pair[1]) } : null;
    }
    case 'StockLevel': {
      const { data: ids } = stockIds.safeParse(parseJson(key.id));
      if (!ids) return null;
      const [channel, productId, locationId, optionId] = ids;
      return {
        typename: 'StockLevel',
        channel,
        productId: asProductId(productId),
        locationId: locationId === null ? null : asLocationId(locationId),
        optionId: optionId === null ? null : asOptionId(optionId),
      };
    }
    default:
      return null;
  }
};

/** The id of an operation. Null for the id of another type, and for an id that the gateway did not create. */
export const operationIdOf = (globalId: string): OperationId | null => {
  const key = nodeKeyOf(globalId);
  return key?.typename === 'Operation' ? key.id : null;
};

/** The id of a webhook endpoint; null for the id of another type. */
export const webhookEndpointIdOf = (globalId: string): WebhookEndpointId | null => {
  const key = nodeKeyOf(globalId);
  return key?.typename === 'WebhookEndpoint' ? key.id : null;
};

/** What the id of a webhook delivery names; null for the id of another type. */
export const webhookDeliveryKeyOf = (globalId: string): WebhookDeliveryKey | null => {
  const key = nodeKeyOf(globalId);
  return key?.typename === 'WebhookDelivery' ? { id: key.id, delivery: key.delivery } : null;
};
