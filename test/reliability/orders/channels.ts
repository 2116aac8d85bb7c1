import type { AdjustmentChange, StockChange } from '../../../src/domain/changes/change.ts';
import { asChannelId, keyOf } from '../../../src/domain/ids.ts';
import type { CallbackMessage, Channel, Delivery, SendResult, Writer } from '../../../src/ports/channel.ts';
import { adjustedAt, appliedAt, refusedRow, shop } from '../../support/changes.ts';
import { limits, unavailable } from '../../support/fake-channel.ts';
import { numberOf, type Post, type Vendor } from './vendor.ts';

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
        receiptFor: (change, at) => {
          if (!applied.includes(numberOf(change))) return null;
          return change.kind === 'STOCK_ADJUSTMENT' ? adjustedAt(at) : appliedAt(at);
        },
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
  hasHistory: boolean,
): readonly Channel[] =>
  [shop, prompt].map((id): Channel => {
    const callsBack = id === shop;
    const readStock: Channel['readStock'] = async (keys) => {
      const levels = keys.map((key) => {
        const quantity = vendor.quantityOf(key);
        return quantity === null
          ? null
          : { ...key, quantity, soldOut: null, observedAt: 1, source: 'VENDOR_READ' as const };
      });
      return wait('reads', () => ({ type: 'read' as const, levels }));
    };
    const readStockHistory: Channel['readStockHistory'] = async ({ key }) => {
      const entries = vendor.historyOf(key);
      return wait('reads the history', () => ({ type: 'read' as const, entries }));
    };
    const rules = {
      productId: { pattern: /./u, description: 'anything' },
      quantity: { min: 0, max: 1_000_000 },
      locationId: null,
      memoMaxLength: null,
    };
    const send = async (
      changes: readonly (StockChange | AdjustmentChange)[],
      { callbackUrl, mark, mayStart }: Delivery,
    ): Promise<SendResult> => {
      // The last check of the lease is made in the step that writes the first byte.
      const answer = await wait(`sends ${changes.map(numberOf)}`, () =>
        mayStart()
          ? vendor.take(changes, callbackUrl === null ? null : (body) => post(callbackUrl, body), mark)
          : unavailable(),
      );
      return wait('is answered', () => answer);
    };
    const shared = { maxRowsPerRequest: 100, callsBack, shapeOf: () => 'plain', send };
    const writer: Writer<'STOCK_SET'> = {
      ...shared,
      kind: 'STOCK_SET',
      rules: { ...rules, optionId: null, soldOut: true },
    };
    const adjuster: Writer<'STOCK_ADJUSTMENT'> = {
      ...shared,
      kind: 'STOCK_ADJUSTMENT',
      rules: { ...rules, delta: { min: 1, max: 1_000_000 } },
    };
    return {
      id,
      key: keyOf(id),
      vendor: callsBack ? 'SMAREGI' : 'GLOBAL_LINK',
      sandbox: true,
      currency: 'KRW',
      // Its time is over after a few tries, or not: each read of the clock takes a millisecond.
      limits: { ...limits, retryForMs: 600 },
      writers: { STOCK_SET: writer, STOCK_ADJUSTMENT: adjuster },
      ...(callsBack && { readCallback }),
      // The vendor that answers at once cannot be read, so its guarded changes are compared with its last answer.
      ...(callsBack && { readStock }),
      ...(callsBack && hasHistory && { readStockHistory }),
      close: async () => {},
    };
  });
