import { afterEach, beforeEach } from 'vitest';
import type { VendorContext } from '../../../src/adapters/vendors/http/client.ts';
import { type ConfiguredChannel, configureChannel } from '../../../src/adapters/vendors/index.ts';
import type { ConfirmationChange, ProductChange, StockChange } from '../../../src/domain/changes/change.ts';
import {
  asChannelId,
  asLocationId,
  asOptionId,
  asOrderItemId,
  asProductId,
} from '../../../src/domain/ids.ts';
import type { Channel, ChannelLimits, Delivery } from '../../../src/ports/channel.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import type { VendorCall } from '../../../src/ports/vendor-call.ts';
import type { StartCall } from '../../../src/ports/vendor-reads.ts';
import { type Script, startScript } from './script.ts';

export const limits: Omit<ChannelLimits, 'readRatePerSecond'> = {
  concurrency: 4,
  ratePerSecond: null,
  timeoutMs: 30_000,
  callbackTimeoutMs: 2000,
  retryForMs: 1000,
  retriesPerMinute: 6000,
  catalogPollMs: 60_000,
  catalogFullPassMs: 86_400_000,
  driftAfterMs: 300_000,
};

/** Bytes; the default of the setting. */
export const maxResponseBytes = 8 * 1024 * 1024;

/** A context that records the log. */
export const watched = (now?: () => number): VendorContext & { readonly calls: VendorCall[] } => {
  const calls: VendorCall[] = [];
  return {
    calls,
    clock: now ? { ...systemClock, now } : systemClock,
    onCall: (call) => {
      calls.push(call);
    },
    traceparent: () => null,
    maxResponseBytes,
  };
};

/** The settings of a channel as in a file. */
export type ChannelSettingsInput = {
  readonly id: string;
  readonly vendor: string;
  readonly limits: object;
  readonly [field: string]: unknown;
};

export const configured = (settings: object): ConfiguredChannel => {
  const result = configureChannel(settings);
  if (!result.success) throw result.error;
  return result.data;
};

export const channelOf = (settings: ChannelSettingsInput, context: VendorContext = watched()): Channel =>
  configured(settings).open(asChannelId(settings.id), context);

/** A channel to a server that sends scripted answers. Each test of the file gets a new pair. */
export const useChannel = (
  settingsAt: (url: string) => ChannelSettingsInput,
  context: VendorContext = watched(),
): { readonly script: Script; channel: Channel } => {
  const fixture = {} as { script: Script; channel: Channel };
  beforeEach(async () => {
    fixture.script = await startScript();
    fixture.channel = channelOf(settingsAt(fixture.script.url), context);
  });
  afterEach(async () => {
    await fixture.channel.close();
    await fixture.script.close();
  });
  return fixture;
};

export const stockChange = (
  over: Partial<Omit<StockChange, 'productId' | 'locationId' | 'options'>> & {
    readonly productId?: string;
    readonly locationId?: string | null;
    readonly options?: readonly { readonly optionId: string; readonly quantity: number }[];
  } = {},
): StockChange => {
  const { productId = 'product-001', locationId = null, options = [], ...rest } = over;
  return {
    kind: 'STOCK_SET',
    channel: asChannelId('channel'),
    quantity: 5,
    soldOut: false,
    memo: null,
    observedAt: null,
    ...rest,
    productId: asProductId(productId),
    locationId: locationId === null ? null : asLocationId(locationId),
    options: options.map(({ optionId, quantity }) => ({ optionId: asOptionId(optionId), quantity })),
  };
};

export const productChange = (
  over: Partial<Omit<ProductChange, 'productId'>> & { readonly productId?: string } = {},
): ProductChange => {
  const { productId = 'product-001', ...rest } = over;
  return {
    kind: 'PRODUCT_REPLACEMENT',
    channel: asChannelId('channel'),
    name: '베이직 코튼 반팔 티셔츠',
    brand: 'Delivered Korea',
    mainImage: 'https://img.test/main.jpg',
    images: ['https://img.test/1.jpg'],
    detailImages: ['https://img.test/d1.jpg'],
    price: 19_900,
    discountedPrice: 14_900,
    domesticShippingFee: 3000,
    freeShippingThreshold: 30_000,
    stockQuantity: 250,
    exportProhibited: false,
    exportProhibitedReason: null,
    sourceUrl: 'https://shop.test/1',
    optionGroups: [],
    ...rest,
    productId: asProductId(productId),
  };
};

export const confirmation = (
  over: Partial<Omit<ConfirmationChange, 'orderItemId'>> & { readonly orderItemId?: string } = {},
): ConfirmationChange => {
  const { orderItemId = '202601220157_000020196_[1]', ...rest } = over;
  return {
    kind: 'INVENTORY_CONFIRMATION',
    channel: asChannelId('channel'),
    available: true,
    unavailableReason: null,
    memo: null,
    supplyPrice: null,
    ...rest,
    orderItemId: asOrderItemId(orderItemId),
  };
};

/** Starts each call at once. */
export const startsAtOnce: StartCall = (call) => call();
/** The options of a request without a callback. */
export const noCallback: Delivery = {
  callbackUrl: null,
  mark: null,
  mayStart: () => true,
  startCall: startsAtOnce,
};

/** The vendor settings of a test, without the base URL. */
export const globalLinkAt = (baseUrl: string, over: object = {}): ChannelSettingsInput => ({
  vendor: 'GLOBAL_LINK',
  id: 'global-link',
  sandbox: true,
  limits,
  baseUrl,
  secretKey: 'global-link-secret-key',
  ...over,
});
export const brightmallAt = (baseUrl: string, over: object = {}): ChannelSettingsInput => ({
  vendor: 'BRIGHTMALL',
  id: 'brightmall',
  sandbox: true,
  limits,
  baseUrl,
  apiKey: 'brightmall-api-key',
  vendorId: 'vendor-7',
  ...over,
});
export const smaregiAt = (baseUrl: string, over: object = {}): ChannelSettingsInput => ({
  vendor: 'SMAREGI',
  id: 'smaregi',
  sandbox: true,
  limits,
  baseUrl,
  accessToken: 'fixed-access-token',
  ...over,
});
