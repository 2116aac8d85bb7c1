import type PQueue from 'p-queue';
import { asProductId, type ChannelId, type ProductId } from '../../../../domain/ids.ts';
import type { Product } from '../../../../domain/product.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { ProductRead, ReadFromVendor, StartCall } from '../../../../ports/vendor-reads.ts';
import { classifyResponse, readUnavailable, type Unavailable, unavailable } from '../../http/answer.ts';
import { createSanitizer } from '../../http/sanitize.ts';
import type { SmaregiClient } from '../client.ts';
import type { Tokens } from '../token.ts';
import { type ProductRow, productRow } from './wire.ts';

/** A product without a name is shown by its id. The vendor states no image. */
export const toProduct = (channel: ChannelId, row: ProductRow, observedAt: number): Product => ({
  channel,
  productId: asProductId(row.productId),
  name: row.productName ?? row.productId,
  code: row.productCode,
  price: row.price,
  image: null,
  optionGroups: [],
  details: {
    kana: row.productKana,
    groupCode: row.groupCode,
    categoryId: row.categoryId,
    customerPrice: row.customerPrice,
    taxDivision: row.taxDivision,
    stockManaged: row.stockControlDivision,
    size: row.size,
    color: row.color,
    tag: row.tag,
    vendorUpdatedAt: row.updDateTime,
  },
  source: 'VENDOR_READ',
  observedAt,
});

type Deps = {
  readonly client: SmaregiClient;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly channel: ChannelId;
  /** The reads of the channel that run at the same time. */
  readonly queue: PQueue;
};

type Found = { readonly type: 'found'; readonly product: Product | null } | Unavailable;

/** The vendor has no product with another id, and `/` in an id would change the path. */
const isId = (productId: ProductId): boolean => /^\d{1,20}$/u.test(productId);

/**
 * Reads products with one call each: the vendor documents GET /products/{id}, and no filter for several ids. A call that
 * fails makes the whole read unavailable, and the waiting ones are not sent.
 */
export const createProductReader = ({
  client,
  tokens,
  clock,
  channel,
  queue,
}: Deps): ReadFromVendor<readonly ProductId[], ProductRead> => {
  const meaningOf = async (productId: ProductId, startCall: StartCall): Promise<Found> => {
    // The product that the vendor returns is at least as new as this.
    const observedAt = clock.now();
    const result = await client.readProduct(productId, startCall);
    const sanitize = createSanitizer(tokens.secrets());
    const response =
      result.type === 'unavailable' ? result : classifyResponse(result, { now: clock.now(), sanitize });
    if (response.type === 'unavailable') return response;
    const { exchange } = response;
    if (response.type === 'refusal') {
      if (response.status === 404) return { type: 'found', product: null };
      const message = 'The vendor refused a read of a product. Try again later.';
      return unavailable('VENDOR_UNAVAILABLE', message, { exchange, vendor: response.error });
    }
    const row = productRow.safeParse(response.body);
    if (!row.success) {
      const message = 'The vendor returned a product that cannot be parsed. Try again later.';
      return unavailable('VENDOR_UNAVAILABLE', message, { exchange });
    }
    // The vendor may find a product by another spelling of its id. That product has another id here.
    const isRequested = row.data.productId === productId;
    return { type: 'found', product: isRequested ? toProduct(channel, row.data, observedAt) : null };
  };

  return async (productIds, startCall) => {
    const found = new Map<ProductId, Product | null>();
    let failure: Unavailable | null = null;
    const readOne = async (productId: ProductId): Promise<void> => {
      if (failure) return;
      const one = await startCall(async () => (failure ? null : meaningOf(productId, startCall)));
      if (one?.type === 'unavailable') failure ??= one;
      if (one?.type === 'found') found.set(productId, one.product);
    };
    const ids = [...new Set(productIds)].filter(isId);
    await Promise.all(ids.map((productId) => queue.add(() => readOne(productId))));
    if (failure) return readUnavailable(failure);
    return { type: 'read', products: productIds.map((productId) => found.get(productId) ?? null) };
  };
};
