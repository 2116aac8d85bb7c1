import { GraphQLError } from 'graphql';
import { vendors } from '../../adapters/vendors/index.ts';
import type { ChannelHealth, ChannelStatus, Gateway } from '../../core/gateway.ts';
import { Watch } from '../../core/subscribe/watch.ts';
import { asChannelKey, type ChannelId, type ChannelKey, keyOf } from '../../domain/ids.ts';
import { isRecord } from '../../lib/json/json.ts';
import { type Channel, type ChannelCapabilities, capabilitiesOf, type Vendor } from '../../ports/channel.ts';
import { builder } from '../builder.ts';
import type { GraphQLContext } from '../context.ts';
import { describedEnum, OperationKindEnum } from './values/enums.ts';

const VendorEnum = describedEnum<Vendor>(
  'Vendor',
  'The systems that the gateway can write to.',
  Object.fromEntries(vendors.map(({ name, description }) => [name, description])),
);

const ChannelStatusEnum = describedEnum<ChannelStatus>(
  'ChannelStatus',
  'The health of a channel, derived from its most recent requests.',
  {
    UP: 'The most recent request succeeded.',
    DEGRADED: 'The most recent request failed. The gateway still sends requests and retries failed ones.',
    DOWN: 'Ten requests in a row failed. The gateway sends no request for some seconds, and items wait. Then it sends a single request to test the vendor.',
  },
);

const ChannelHealthRef = builder.objectRef<ChannelHealth>('ChannelHealth').implement({
  description: 'The current health of a channel, as this gateway sees it.',
  fields: (t) => ({
    status: t.field({
      type: ChannelStatusEnum,
      description: 'The health in one word.',
      resolve: (health) => health.status,
    }),
    queuedCount: t.exposeInt('queuedItems', {
      description:
        'The number of items that wait to be sent. It stays high when the vendor is the bottleneck.',
    }),
    inFlightCount: t.exposeInt('requestsInFlight', {
      description:
        'The number of requests that the vendor has not answered yet. It is at most the concurrency of the channel.',
    }),
    requestsPerSecond: t.exposeFloat('requestsPerSecond', {
      description:
        'The number of requests with changes that this gateway finished per second, over the last 10 seconds.',
    }),
    itemsPerSecond: t.exposeFloat('itemsPerSecond', {
      description: 'The number of items in these requests per second.',
    }),
    latencyMs: t.exposeInt('latencyMs', {
      nullable: true,
      description:
        'The mean time from the start of these requests to their answer or their failure. It includes waits for the rate of the channel. Null when there was no request in the last 10 seconds.',
    }),
    lastFailure: t.exposeString('lastFailure', {
      nullable: true,
      description:
        'A description of the most recent failure. Null when there was none since this gateway started.',
    }),
    lastFailureAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time of the most recent failure.',
      resolve: (health) => health.lastFailureAt,
    }),
    catalogSyncedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        "The time at which this gateway last finished reading the vendor's products, stores and stock. Null when it has not: the vendor has no such lists, the gateway has just started, or another gateway reads them.",
      resolve: (health) => health.catalogSyncedAt,
    }),
    heldBack: t.string({
      nullable: true,
      description:
        'The reason why the gateway does not send accepted items of this channel. Null when there are no such items. The only reason is that the items were accepted for another account of the vendor than the account that is configured now. They wait until that account is configured again or an operator releases them.',
      resolve: ({ heldBack }) => heldBack?.message ?? null,
    }),
  }),
});

const IntRangeRef = builder.objectRef<NonNullable<ChannelCapabilities['quantity']>>('IntRange').implement({
  description: 'A range of whole numbers. It includes both limits.',
  fields: (t) => ({
    min: t.exposeInt('min', { description: 'The lowest number of the range.' }),
    max: t.exposeInt('max', { description: 'The highest number of the range.' }),
  }),
});

const ChannelCapabilitiesRef = builder.objectRef<ChannelCapabilities>('ChannelCapabilities').implement({
  description:
    'What a channel accepts, and how much of it. A client that follows these values needs no other knowledge of the vendor.',
  fields: (t) => ({
    operations: t.field({
      type: [OperationKindEnum],
      description:
        'The kinds of operations that the channel accepts. An item of any other kind ends as an InvalidItem with UNSUPPORTED_BY_CHANNEL.',
      resolve: ({ operations }) => operations,
    }),
    maxRowsPerRequest: t.exposeInt('maxRowsPerRequest', {
      description:
        'The maximum number of items in one request to the vendor. The gateway batches and splits items, so a mutation may contain more.',
    }),
    readsStock: t.exposeBoolean('readsStock', {
      description:
        'Whether the gateway can read stock from the vendor. Where it cannot, it answers with the stock that the vendor last acknowledged.',
    }),
    readsProducts: t.exposeBoolean('readsProducts', {
      description:
        'Whether the gateway can read products from the vendor. Where it cannot, it answers with the products that it wrote itself.',
    }),
    callsBack: t.exposeBoolean('callsBack', {
      description:
        'Whether the vendor reports the outcome of a request later, by a callback. Until then an item is PENDING in the stage AWAITING_CALLBACK.',
    }),
    quantity: t.field({
      type: IntRangeRef,
      nullable: true,
      description: 'The quantities that the vendor can store. Null for a channel without stock.',
      resolve: ({ quantity }) => quantity,
    }),
    delta: t.field({
      type: IntRangeRef,
      nullable: true,
      description:
        'The quantities that one adjustment may add. A negative quantity is subtracted. Null for a channel that accepts no adjustments.',
      resolve: ({ delta }) => delta,
    }),
    memoMaxLength: t.exposeInt('memoMaxLength', {
      nullable: true,
      description: 'The maximum number of characters of a memo. Null where the vendor stores no memo.',
    }),
    hasLocations: t.exposeBoolean('hasLocations', {
      description:
        'Whether the vendor keeps stock per store. Where it does, a stock change needs a `locationId`. Where it does not, `locationId` must be omitted.',
    }),
    hasOptions: t.exposeBoolean('hasOptions', {
      description: 'Whether a stock change may set the stock of the options of a product.',
    }),
    hasSoldOut: t.exposeBoolean('hasSoldOut', {
      description: 'Whether the vendor stores a flag that a product is sold out.',
    }),
  }),
});

export const ChannelRef = builder.node(builder.objectRef<Channel>('Channel'), {
  description:
    'One configured account at a vendor. Every item of a mutation names the channel that it is sent to.',
  isTypeOf: (value) => isRecord(value) && 'writers' in value,
  id: { resolve: ({ key }) => key },
  fields: (t) => ({
    key: t.id({
      resolve: ({ key }) => key,
      description: "Its name in the gateway's settings. The field `channel` of an input takes this name.",
    }),
    vendor: t.field({
      type: VendorEnum,
      description: 'The vendor of the account.',
      resolve: (channel) => channel.vendor,
    }),
    currency: t.expose('currency', {
      type: 'CurrencyCode',
      description: 'The currency of all prices of the vendor.',
    }),
    sandbox: t.exposeBoolean('sandbox', {
      description:
        "True when the channel uses the gateway's own sandbox. A write then changes nothing at the real vendor.",
    }),
    capabilities: t.field({
      type: ChannelCapabilitiesRef,
      description: 'What the channel accepts, and how much of it.',
      resolve: capabilitiesOf,
    }),
    health: t.field({
      type: ChannelHealthRef,
      description: 'The current health of the channel.',
      resolve: (channel, _args, { gateway }) => gateway.healthOf(channel),
    }),
  }),
});

/** The configured channel of a key. Throws if there is none, or if the caller may not use it. */
export const configuredChannel = (key: ChannelKey, { gateway }: Pick<GraphQLContext, 'gateway'>): Channel => {
  const configured = gateway.channels.named(key);
  if (configured) return configured;
  throw new GraphQLError(`The channel ${key} is no longer configured, or no longer open to you.`, {
    extensions: { code: 'UNKNOWN_CHANNEL' },
  });
};

builder.queryFields((t) => ({
  channels: t.field({
    type: [ChannelRef],
    description:
      'The configured channels that the caller may use. The field `channel` of an item takes the key of one of them.',
    resolve: (_root, _args, { gateway, answer }, info) => answer.list([...gateway.channels.values()], info),
  }),
  channel: t.field({
    type: ChannelRef,
    nullable: true,
    description: 'One channel. Null when no channel has this key, or when the API key does not permit it.',
    args: { key: t.arg.id({ description: 'The key of the channel.' }) },
    resolve: (_root, { key }, { gateway }) => gateway.channels.named(asChannelKey(key)) ?? null,
  }),
}));

type Channels = Pick<Gateway, 'channels' | 'onStatusChanged'>;

class ChannelsWatch extends Watch<Channel> {
  readonly #gateway: Channels;
  readonly #isWanted: (channel: ChannelId) => boolean;
  readonly #changed = new Set<ChannelId>();

  constructor(gateway: Channels, isWanted: (channel: ChannelId) => boolean) {
    super();
    this.#gateway = gateway;
    this.#isWanted = isWanted;
  }

  protected listen(): () => void {
    for (const { id } of this.#gateway.channels.values()) this.#note(id);
    return this.#gateway.onStatusChanged((id) => this.#note(id));
  }

  protected take(): Channel | null {
    for (const id of this.#changed) {
      this.#changed.delete(id);
      const channel = this.#gateway.channels.get(id);
      if (channel) return channel;
    }
    return null;
  }

  #note(channel: ChannelId): void {
    if (!this.#isWanted(channel)) return;
    this.#changed.add(channel);
    this.wake();
  }
}

/**
 * Each channel, and then each channel whose status changed. Several changes before the consumer reads become one
 * event.
 */
export const watchChannels = (gateway: Channels, isWanted: (channel: ChannelId) => boolean): Watch<Channel> =>
  new ChannelsWatch(gateway, isWanted);

builder.subscriptionField('channelHealthChanged', (t) =>
  t.field({
    type: ChannelRef,
    description:
      'The health of channels, as this gateway sees it. It begins with one event for each channel. Then an event follows each change of a `health.status`. It does not end. When a channel changes several times before the client reads the event, the client gets one event with the newest state.',
    args: {
      channel: t.arg.id({
        required: false,
        description:
          'Only this channel. Default: all channels that the caller may use. There are no events for a channel that does not exist.',
      }),
    },
    subscribe: (_root, { channel }, { gateway }) =>
      watchChannels(gateway, (id) => channel == null || keyOf(id) === channel),
    resolve: (channel) => channel,
  }),
);
