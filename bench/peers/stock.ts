import DataLoader from 'dataloader';
import { Pool } from 'undici';

export type StockInput = {
  readonly channel: string;
  readonly productId: string;
  readonly quantity: number;
  readonly soldOut?: boolean | null;
};

const path = '/open-api/v1/global-link/products/stock-updates';
const headers = { authorization: 'bench', 'content-type': 'application/json' };

export const createVendor = (url: string, connections: number) => {
  const pool = new Pool(url, { connections });

  /** One call, as a resolver by hand would make it. Gives what became of each item. */
  const update = async (items: readonly StockInput[]): Promise<readonly object[]> => {
    const products = items.map(({ productId, quantity, soldOut }) => ({
      shopProductId: productId,
      stockQuantity: quantity,
      isSoldOut: soldOut ?? quantity === 0,
      productOption: null,
    }));
    const answer = await pool.request({
      path,
      method: 'POST',
      headers,
      body: JSON.stringify({ products }),
    });
    const said = (await answer.body.json()) as {
      readonly failures?: readonly { readonly shopProductId: string; readonly message: string }[];
    };
    const observedAt = new Date();
    const failed = new Map(said.failures?.map((failure) => [failure.shopProductId, failure]));
    return items.map(({ channel, productId, quantity }, index) => {
      const failure = failed.get(productId);
      if (answer.statusCode !== 200 || failure) {
        const message = failure?.message ?? `The vendor answered ${answer.statusCode}`;
        return {
          __typename: 'VendorRejected',
          index,
          channel,
          status: 'FAILED',
          code: 'VENDOR_REJECTED',
          message,
          retryable: true,
        };
      }
      const stock = { channel, productId, quantity, observedAt, source: 'ACKNOWLEDGED_WRITE' };
      return { __typename: 'StockApplied', index, channel, status: 'APPLIED', stock };
    });
  };

  return {
    update,
    /** The same through a DataLoader of the request. */
    createLoader: () => new DataLoader<StockInput, object>(update, { cache: false, maxBatchSize: 100 }),
  };
};
