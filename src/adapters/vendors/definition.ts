import type { z } from 'zod';
import { asChannelKey, type ChannelId, type ChannelKey } from '../../domain/ids.ts';
import type { OperationKind } from '../../domain/operation.ts';
import type { Channel, OperationSupport, Vendor, Writer } from '../../ports/channel.ts';
import type { Account } from '../../ports/journal/accounts.ts';
import type { StartVendor } from '../../sandbox/core/vendor.ts';
import type { VendorContext } from './http/client.ts';
import type { ChannelSettings } from './http/settings.ts';

type Operations = { readonly [Kind in OperationKind]?: OperationSupport<Kind> };

/**
 * Items for the sandbox of a vendor, by operation, without their channel. The first item of an operation succeeds. Stock
 * items have no nested values and no enum values.
 * GraphiQL and the text at the start show them.
 */
export type Examples = {
  readonly [Kind in OperationKind]?: readonly { readonly [field: string]: unknown }[];
};

/**
 * A field that only products of this vendor have. A `money` is a price in the vendor's currency, a `time` is in
 * milliseconds since the epoch. `texts` and `urls` are never null: without a value, the list is empty.
 */
export type ProductField = {
  readonly type: 'text' | 'id' | 'url' | 'urls' | 'money' | 'quantity' | 'flag' | 'time';
  readonly description: string;
};

/** What the gateway knows about the products of a vendor besides the fields that all products have. */
export type ProductDetails = {
  readonly description: string;
  /** By name, in the order of the schema. `Product.details` has their values. */
  readonly fields: { readonly [name: string]: ProductField };
  /** Whether a product may have groups of options. */
  readonly hasOptionGroups: boolean;
};

/** What a vendor gets besides the settings. Products and locations of the account carry the id `channel`. */
export type ChannelContext = VendorContext & { readonly channel: ChannelId };

/** The functions of one kind of write. */
export type WriterFunctions<Kind extends OperationKind> = Pick<Writer<Kind>, 'shapeOf' | 'send'>;

/** The functions of one vendor account. `defineVendor` adds what the settings and the definition state about it. */
export type VendorConnection = Pick<
  Channel,
  'readCallback' | 'readStock' | 'readStockHistory' | 'readProducts' | 'catalogue' | 'events' | 'close'
> & {
  readonly writers: { readonly [Kind in OperationKind]?: WriterFunctions<Kind> };
};

/** Valid settings, or what is wrong with them. */
export type Configured =
  | { readonly success: true; readonly data: ConfiguredChannel }
  | { readonly success: false; readonly error: z.ZodError };

/** Everything that the gateway knows about a vendor. */
type VendorSpec<Settings extends ChannelSettings> = {
  readonly name: Vendor;
  /** The name for people. */
  readonly title: string;
  /** One or two sentences for the schema: what can be written, and when the outcome is known. */
  readonly description: string;
  /** ISO 4217. Prices of this vendor are in this currency. */
  readonly currency: string;
  /** The settings of one account. `channelFields` are among them. */
  readonly settings: z.ZodType<Settings>;
  /** The environment variables that configure one account, by the field that each one sets, e.g. `events.secret`. */
  readonly variables: { readonly [field: string]: string };
  /**
   * What the vendor accepts. A vendor that takes adjustments has a read of stock: the quantity after an adjustment is known
   * only from a read.
   */
  readonly operations: Operations;
  /** Null for a vendor without products. */
  readonly products: ProductDetails | null;
  readonly examples: Examples;
  /** Identifies the account whose stock and orders the settings open. Credentials are not part of it. */
  accountNameOf(settings: NoInfer<Settings>): string;
  /** Texts that must appear in no log, error, metric or response. */
  secretsOf(settings: NoInfer<Settings>): readonly string[];
  /** Why the vendor would refuse a callback URL; null when it accepts the URL. Absent where any URL is accepted. */
  callbackUrlProblem?(url: string): string | null;
  open(settings: NoInfer<Settings>, context: ChannelContext): VendorConnection;
  /** Loads the simulated vendor. The import is dynamic: a gateway with real vendors does not load it. */
  readonly loadSandbox: () => Promise<StartVendor>;
};

/** One account with valid settings. */
export type ConfiguredChannel = {
  readonly id: ChannelKey;
  readonly vendor: Vendor;
  /** All settings, to find out whether they changed. They contain secrets. */
  readonly settings: ChannelSettings;
  readonly account: Account;
  readonly secrets: readonly string[];
  /** `id` is the id of the account in the journal. */
  open(id: ChannelId, context: VendorContext): Channel;
};

export type VendorDefinition = Pick<
  VendorSpec<ChannelSettings>,
  | 'name'
  | 'title'
  | 'description'
  | 'currency'
  | 'variables'
  | 'operations'
  | 'products'
  | 'examples'
  | 'loadSandbox'
> & {
  /** The key of the channel that the environment variables configure, and the name of the vendor in paths. */
  readonly key: ChannelKey;
  configure(fields: unknown): Configured;
  callbackUrlProblem(url: string): string | null;
};

const writersOf = (operations: Operations, functions: VendorConnection['writers']): Channel['writers'] => {
  const stock = operations.STOCK_SET && functions.STOCK_SET;
  const adjustment = operations.STOCK_ADJUSTMENT && functions.STOCK_ADJUSTMENT;
  const product = operations.PRODUCT_REPLACEMENT && functions.PRODUCT_REPLACEMENT;
  const confirmation = operations.INVENTORY_CONFIRMATION && functions.INVENTORY_CONFIRMATION;
  return {
    ...(stock && { STOCK_SET: { kind: 'STOCK_SET', ...operations.STOCK_SET, ...stock } }),
    ...(adjustment && {
      STOCK_ADJUSTMENT: { kind: 'STOCK_ADJUSTMENT', ...operations.STOCK_ADJUSTMENT, ...adjustment },
    }),
    ...(product && {
      PRODUCT_REPLACEMENT: { kind: 'PRODUCT_REPLACEMENT', ...operations.PRODUCT_REPLACEMENT, ...product },
    }),
    ...(confirmation && {
      INVENTORY_CONFIRMATION: {
        kind: 'INVENTORY_CONFIRMATION',
        ...operations.INVENTORY_CONFIRMATION,
        ...confirmation,
      },
    }),
  };
};

/** Makes a definition of a specification. The type of the vendor's own settings stays inside. */
export const defineVendor = <Settings extends ChannelSettings>(
  spec: VendorSpec<Settings>,
): VendorDefinition => {
  const { name, title, description, currency, variables, operations, products, examples, loadSandbox } = spec;
  const configured = (settings: Settings): ConfiguredChannel => ({
    id: settings.id,
    vendor: name,
    settings,
    account: { vendor: name, name: spec.accountNameOf(settings) },
    secrets: spec.secretsOf(settings),
    open: (id, context) => {
      const { writers, ...reads } = spec.open(settings, { ...context, channel: id });
      return {
        id,
        key: settings.id,
        vendor: name,
        currency,
        sandbox: settings.sandbox,
        limits: { ...settings.limits, readRatePerSecond: settings.readRatePerSecond ?? null },
        writers: writersOf(operations, writers),
        ...reads,
      };
    },
  });
  return {
    ...{ name, title, description, currency, variables, operations, products, examples, loadSandbox },
    key: asChannelKey(name.toLowerCase().replaceAll('_', '-')),
    configure: (fields) => {
      const parsed = spec.settings.safeParse(fields);
      return parsed.success ? { success: true, data: configured(parsed.data) } : parsed;
    },
    callbackUrlProblem: (url) => spec.callbackUrlProblem?.(url) ?? null,
  };
};
