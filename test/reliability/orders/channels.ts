import type { StockChange } from '../../../src/domain/changes/change.ts';
import { asChannelId, keyOf } from '../../../src/domain/ids.ts';
import type { CallbackMessage, Channel, Writer } from '../../../src/ports/channel.ts';
import { appliedAt, refusedRow, shop } from '../../support/changes.ts';
import { limits, unavailable } from '../../support/fake-channel.ts';
import type { Post, Vendor } from './vendor.ts';

/** Makes `work` wait for its turn. */
export type Wait = <Result>(name: string, work: () => Result) => Promise<Result>;

/** Its vendor answers at once; that of `shop` calls back. */
export const prompt = asChannelId('prompt');

const readCallback = (body: unknown): CallbackMessage => {
  const { id: vendorRequestId, applied, row } = body as Post;
  return applied
    ? {
        type: 'applied',
        vendorRequestId,
        receiptFor: (change, at) =>
          change.kind === 'STOCK_SET' && applied.includes(change.quantity) ? appliedAt(at) : null,
      }
    : {
        type: 'failed',
        vendorRequestId,
        row,
        failureFor: () => refusedRow(),
        collateralFor: () => refusedRow('VENDOR_REJECTED'),
      };
};

/** The channels of one gateway, with a wait at each step before the wire. */
export const createChannelsOf = (
  vendor: Vendor,
  wait: Wait,
  post: (secret: string, body: Post) => void,
): readonly Channel[] =>
  [shop, prompt].map((id): Channel => {
    const callsBack = id === shop;
    const writer: Writer<'STOCK_SET'> = {
      kind: 'STOCK_SET',
      rules: {
        productId: { pattern: /./u, description: 'anything' },
        quantity: { min: 0, max: 1_000_000 },
        locationId: null,
        optionId: null,
        soldOut: true,
        memoMaxLength: null,
      },
      maxRowsPerRequest: 100,
      callsBack,
      shapeOf: () => 'plain',
      send: async (changes: readonly StockChange[], { callbackUrl, mayStart }) => {
        // The last check of the lease is made in the step that writes the first byte.
        const answer = await wait(`sends ${changes.map(({ quantity }) => quantity)}`, () =>
          mayStart()
            ? vendor.take(changes, callbackUrl === null ? null : (body) => post(callbackUrl, body))
            : unavailable(),
        );
        return wait('is answered', () => answer);
      },
    };
    return {
      id,
      key: keyOf(id),
      vendor: callsBack ? 'SMAREGI' : 'GLOBAL_LINK',
      sandbox: true,
      currency: 'KRW',
      // Its time is over after a few tries, or not: each read of the clock takes a millisecond.
      limits: { ...limits, retryForMs: 600 },
      writers: { STOCK_SET: writer },
      ...(callsBack && { readCallback }),
      readStock: async (keys) => {
        const levels = keys.map((key) => {
          const quantity = vendor.quantityOf(key);
          return quantity === null
            ? null
            : { ...key, quantity, soldOut: null, observedAt: 1, source: 'VENDOR_READ' as const };
        });
        return wait('reads', () => ({ type: 'read' as const, levels }));
      },
      close: async () => {},
    };
  });
