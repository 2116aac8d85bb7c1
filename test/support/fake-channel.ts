import { z } from 'zod';
import type { Change, StockChange } from '../../src/domain/changes/change.ts';
import { vendorUnavailable } from '../../src/domain/failure.ts';
import { keyOf } from '../../src/domain/ids.ts';
import type { RowOutcome } from '../../src/domain/item.ts';
import type { Exchange } from '../../src/domain/vendor-request.ts';
import type {
  CallbackMessage,
  Channel,
  ChannelLimits,
  Delivery,
  SendResult,
  Writer,
} from '../../src/ports/channel.ts';
import type { StockRead } from '../../src/ports/vendor-reads.ts';
import { appliedAt, refusedRow, shop } from './changes.ts';

/** One request that the fake vendor received. */
export type Sent = { readonly rows: readonly StockChange[]; readonly callbackUrl: string | null };
/** What the vendor does with its n-th request, counted from 1. */
export type Behaviour = (sent: Sent, number: number) => Promise<SendResult> | SendResult;

export const ok: Exchange = { httpStatus: 200, vendorRequestId: null };

export const answered = ({ rows }: Sent, outcomeOf: (row: StockChange) => RowOutcome): SendResult => ({
  type: 'answered',
  rows: rows.map(outcomeOf),
  exchange: ok,
});
export const appliesAll: Behaviour = (sent) => answered(sent, () => appliedAt(5_000));
/** Refuses a whole request that has one of these products in it. */
export const refusesWith =
  (...bad: readonly string[]): Behaviour =>
  (sent, number) =>
    sent.rows.some((row) => bad.includes(row.productId))
      ? { type: 'refused', rows: sent.rows.map(() => refusedRow()), exchange: { ...ok, httpStatus: 400 } }
      : appliesAll(sent, number);
export const accepts: Behaviour = (_sent, number) => ({
  type: 'accepted',
  vendorRequestId: `v-${number}`,
  exchange: { httpStatus: 202, vendorRequestId: `v-${number}` },
});
export const unavailable = (
  about: { mayHaveApplied?: boolean; httpStatus?: number; retryAfterMs?: number } = {},
): SendResult => ({
  type: 'unavailable',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'The vendor is away.'),
  mayHaveApplied: about.mayHaveApplied ?? false,
  retryAfterMs: about.retryAfterMs ?? null,
  timedOut: false,
  exchange: { httpStatus: about.httpStatus ?? null, vendorRequestId: null },
});

/** What the fake vendor posts to a callback URL. */
export const callbackBody = z.object({
  id: z.string(),
  applied: z.array(z.string()).optional(),
  row: z.number().nullish(),
});

const productOf = (change: Change) => (change.kind === 'STOCK_SET' ? change.productId : '');

const readCallback = (body: unknown): CallbackMessage | null => {
  const { success, data } = callbackBody.safeParse(body);
  if (!success) return null;
  const { id: vendorRequestId, applied, row = null } = data;
  return applied
    ? {
        type: 'applied',
        vendorRequestId,
        receiptFor: (change, at) => (applied.includes(productOf(change)) ? appliedAt(at) : null),
      }
    : {
        type: 'failed',
        vendorRequestId,
        row,
        failureFor: () => refusedRow('PRODUCT_NOT_FOUND'),
        collateralFor: () => refusedRow('VENDOR_REJECTED'),
      };
};

export const limits: ChannelLimits = {
  concurrency: 4,
  ratePerSecond: null,
  readRatePerSecond: null,
  timeoutMs: 1_000,
  callbackTimeoutMs: 60_000,
  retryForMs: 1_500,
  retriesPerMinute: 6_000,
  catalogPollMs: 60_000,
  catalogFullPassMs: 86_400_000,
  driftAfterMs: 300_000,
};

export type FakeSettings = {
  readonly behave?: Behaviour;
  readonly callsBack?: boolean;
  readonly maxRows?: number;
  readonly limits?: Partial<ChannelLimits>;
  readonly readStock?: (keys: readonly { readonly productId: string }[]) => Promise<StockRead>;
};

const readsAsConfigured =
  (read: NonNullable<FakeSettings['readStock']>): NonNullable<Channel['readStock']> =>
  (keys, startCall) =>
    startCall(() => read(keys));

/** A channel of a vendor that answers as configured, and records what it received. */
export const fakeChannel = (settings: FakeSettings = {}) => {
  const sent: Sent[] = [];
  const writer: Writer<'STOCK_SET'> = {
    kind: 'STOCK_SET',
    rules: {
      productId: { pattern: /^[\w-]+$/u, description: 'letters and digits' },
      quantity: { min: 0, max: 1_000_000 },
      locationId: null,
      optionId: null,
      soldOut: true,
      memoMaxLength: 20,
    },
    maxRowsPerRequest: settings.maxRows ?? 100,
    callsBack: settings.callsBack ?? false,
    shapeOf: (change) => (change.memo === null ? 'plain' : 'memo'),
    send: async (rows: readonly StockChange[], { callbackUrl }: Delivery) => {
      const request = { rows, callbackUrl };
      sent.push(request);
      return (settings.behave ?? (settings.callsBack ? accepts : appliesAll))(request, sent.length);
    },
  };
  const channel = {
    id: shop,
    key: keyOf(shop),
    vendor: 'SMAREGI' as const,
    sandbox: true,
    currency: 'KRW',
    limits: { ...limits, ...settings.limits },
    writers: { STOCK_SET: writer },
    ...(settings.callsBack && { readCallback }),
    ...(settings.readStock && { readStock: readsAsConfigured(settings.readStock) }),
    close: async () => {},
  } satisfies Channel;
  return {
    channel: channel as Channel,
    sent,
    /** The product ids of every request, in order. */
    requests: () => sent.map(({ rows }) => rows.map((row) => row.productId).join(' ')),
  };
};
