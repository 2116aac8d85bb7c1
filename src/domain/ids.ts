declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** A configured vendor account, e.g. `smaregi`. */
export type ChannelId = Branded<string, 'ChannelId'>;
/** The vendor's own product id. */
export type ProductId = Branded<string, 'ProductId'>;
/** The vendor's own id of a store or warehouse. */
export type LocationId = Branded<string, 'LocationId'>;
/** The vendor's own id of a product option. */
export type OptionId = Branded<string, 'OptionId'>;
/** The vendor's own id of an ordered item. */
export type OrderItemId = Branded<string, 'OrderItemId'>;
/** Who calls the gateway. Idempotency keys belong to a client. */
export type ClientId = Branded<string, 'ClientId'>;
/** Given by the journal at acceptance; a later operation has a greater id. */
export type OperationId = Branded<number, 'OperationId'>;
/** Given by the journal before a request to a vendor is sent. */
export type RequestId = Branded<number, 'RequestId'>;
/** What a change writes to, within its channel: two changes of one target are never under way together. */
export type TargetKey = Branded<string, 'TargetKey'>;

export const asChannelId = (value: string) => value as ChannelId;
export const asProductId = (value: string) => value as ProductId;
export const asLocationId = (value: string) => value as LocationId;
export const asOptionId = (value: string) => value as OptionId;
export const asOrderItemId = (value: string) => value as OrderItemId;
export const asClientId = (value: string) => value as ClientId;
export const asOperationId = (value: number) => value as OperationId;
export const asRequestId = (value: number) => value as RequestId;
export const asTargetKey = (value: string) => value as TargetKey;

/** The client of a gateway that is open to whoever reaches it. */
export const anonymousClient = asClientId('anonymous');
