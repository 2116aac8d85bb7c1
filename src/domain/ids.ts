declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** The name that the settings give a channel, e.g. `shop`. Clients, logs and metrics use it. */
export type ChannelKey = Branded<string, 'ChannelKey'>;
/**
 * One account at a vendor under one key. The journal stores everything by it. The first account that the journal
 * sees under a key has the key as its id; the next ones have `shop~2`, `shop~3` and so on.
 */
export type ChannelId = Branded<string, 'ChannelId'>;
/** The vendor's own product id. */
export type ProductId = Branded<string, 'ProductId'>;
/** The vendor's own id of a store or warehouse. */
export type LocationId = Branded<string, 'LocationId'>;
/** The vendor's own id of a product option. */
export type OptionId = Branded<string, 'OptionId'>;
/** The vendor's own id of an ordered item. */
export type OrderItemId = Branded<string, 'OrderItemId'>;
/** The merchant's own code of an article, on all channels. Codes are compared exactly as written. */
export type SkuCode = Branded<string, 'SkuCode'>;
/** The owner of API keys. Idempotency keys belong to a client. */
export type ClientId = Branded<string, 'ClientId'>;
/** The journal assigns it at acceptance. A later operation has a greater id. */
export type OperationId = Branded<number, 'OperationId'>;
/** The journal assigns it before a request to a vendor is sent. */
export type RequestId = Branded<number, 'RequestId'>;
/** An outgoing webhook endpoint. It is random, so that it is unique among all journals. */
export type WebhookEndpointId = Branded<string, 'WebhookEndpointId'>;
/** The journal assigns it to a webhook delivery. A later delivery has a greater id. */
export type WebhookDeliveryId = Branded<number, 'WebhookDeliveryId'>;
/** What a change writes to, within its channel. At most one change of a target is in flight. */
export type TargetKey = Branded<string, 'TargetKey'>;

export const asChannelKey = (value: string) => value as ChannelKey;
export const asChannelId = (value: string) => value as ChannelId;
export const asProductId = (value: string) => value as ProductId;
export const asLocationId = (value: string) => value as LocationId;
export const asOptionId = (value: string) => value as OptionId;
export const asOrderItemId = (value: string) => value as OrderItemId;
export const asSkuCode = (value: string) => value as SkuCode;
export const asClientId = (value: string) => value as ClientId;
export const asOperationId = (value: number) => value as OperationId;
export const asRequestId = (value: number) => value as RequestId;
export const asWebhookEndpointId = (value: string) => value as WebhookEndpointId;
export const asWebhookDeliveryId = (value: number) => value as WebhookDeliveryId;
export const asTargetKey = (value: string) => value as TargetKey;

/** Separates a key from the number of an account. No configured key contains it. */
const separator = '~';

/** The id of the n-th account of a key, counted from 1. */
export const channelIdOf = (key: ChannelKey, number: number): ChannelId =>
  asChannelId(number === 1 ? key : `${key}${separator}${number}`);

/** The key under which the account was registered. */
export const keyOf = (id: ChannelId): ChannelKey => {
  const end = id.indexOf(separator);
  return asChannelKey(end < 0 ? id : id.slice(0, end));
};

/** The number of the account under its key, counted from 1. */
export const accountNumberOf = (id: ChannelId): number => {
  const end = id.indexOf(separator);
  return end < 0 ? 1 : Number(id.slice(end + 1));
};

/** An id under which nothing is stored. It stands for a name that settings cannot contain. */
export const noChannelId = asChannelId(separator);

/** Whether settings may contain this name. An id of the journal is not such a name. */
export const canBeKey = (name: string): boolean => !name.includes(separator);

/** The client of a gateway without keys. */
export const anonymousClient = asClientId('anonymous');
