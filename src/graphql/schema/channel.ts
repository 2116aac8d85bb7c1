import type { ChannelHealth, ChannelStatus, Gateway } from '../../core/gateway.ts';
import { Watch } from '../../core/subscribe/watching.ts';
import { asChannelKey, type ChannelId, keyOf } from '../../domain/ids.ts';
import { type Channel, kindsOf, type Vendor } from '../../ports/channel.ts';
import { builder } from '../builder.ts';
import { describedEnum, OperationKindEnum } from './enums.ts';

const VendorEnum = describedEnum<Vendor>('Vendor', 'The systems that the gateway can write to.', {
  GLOBAL_LINK:
    'Global Link of Delivered Korea: stock of products and their options, and whole products. It answers at once, product by product.',
  BRIGHTMALL:
    'Brightmall: says, for an ordered item, whether stock is there. It answers at once, item by item.',
  SMAREGI:
    'Smaregi: stock of a product at a store. It takes a call at once and says later, by a webhook, what became of it.',
});

const ChannelStatusEnum = describedEnum<ChannelStatus>(
  'ChannelStatus',
  'How a channel does, judged by its own last requests.',
  {
    UP: 'Its last request was served.',
    DEGRADED: 'Its last request failed. Requests go on; failed ones are tried again.',
    DOWN: 'Ten requests in a row failed, so new ones are held back for some seconds. Items that were not sent wait; then a single request shows how the vendor does.',
  },
);

const ChannelHealthRef = builder.objectRef<ChannelHealth>('ChannelHealth').implement({
  description: 'How a channel does, as this gateway sees it at this moment.',
  fields: (t) => ({
    status: t.field({
      type: ChannelStatusEnum,
      description: 'The judgement in one word.',
      resolve: (health) => health.status,
    }),
    queuedItems: t.exposeInt('queuedItems', {
      description:
        'Items that wait for their turn to be sent. It stays high when the vendor is the bottleneck.',
    }),
    requestsInFlight: t.exposeInt('requestsInFlight', {
      description: "Requests that the vendor is answering now; at most the channel's concurrency.",
    }),
    lastFailure: t.exposeString('lastFailure', {
      nullable: true,
      description: 'What went wrong last, in words; null when nothing has since this gateway started.',
    }),
    lastFailureAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When that was.',
      resolve: (health) => health.lastFailureAt,
    }),
    heldBack: t.string({
      nullable: true,
      description:
        'Why accepted items of this channel are not sent; null when there are none. The only reason is that they were accepted for another account of the vendor than the one that is configured now. They wait until that account is back or an operator releases them.',
      resolve: ({ heldBack }) => heldBack?.message ?? null,
    }),
  }),
});

export const ChannelRef = builder.node(builder.objectRef<Channel>('Channel'), {
  description: 'One configured account at a vendor. Every item of a mutation names the channel it goes to.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'writers' in value,
  id: { resolve: ({ key }) => key },
  fields: (t) => ({
    key: t.id({
      resolve: ({ key }) => key,
      description:
        "The name it has in the gateway's settings, e.g. `smaregi`: what an input's `channel` takes.",
    }),
    vendor: t.field({
      type: VendorEnum,
      description: 'Which system it talks to.',
      resolve: (channel) => channel.vendor,
    }),
    sandbox: t.exposeBoolean('sandbox', {
      description: "True when it talks to the gateway's own sandbox: nothing real is changed.",
    }),
    kinds: t.field({
      type: [OperationKindEnum],
      description: 'The writes it takes. Any other ends as an InvalidItem with UNSUPPORTED_BY_CHANNEL.',
      resolve: kindsOf,
    }),
    maxRowsPerRequest: t.int({
      description:
        "How many items one request to the vendor may hold. The gateway's work alone: it gathers and splits, a mutation may hold more.",
      resolve: ({ writers }) =>
        Object.values(writers).reduce((most, writer) => Math.max(most, writer.maxRowsPerRequest), 0),
    }),
    health: t.field({
      type: ChannelHealthRef,
      description: 'How it does now.',
      resolve: (channel, _args, { gateway }) => gateway.healthOf(channel),
    }),
  }),
});

builder.queryFields((t) => ({
  channels: t.field({
    type: [ChannelRef],
    description: "The configured channels that the caller may use: what an item's `channel` may be.",
    resolve: (_root, _args, { gateway }) => [...gateway.channels.values()],
  }),
  channel: t.field({
    type: ChannelRef,
    nullable: true,
    description: 'One channel; null when none of that key is configured, or the API key is not for it.',
    args: { key: t.arg.id({ description: "The channel's key, e.g. `smaregi`." }) },
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
 * The channels as they stand, then each again when its status has changed. One that changes again while the consumer is
 * busy comes once.
 */
export const watchChannels = (gateway: Channels, isWanted: (channel: ChannelId) => boolean): Watch<Channel> =>
  new ChannelsWatch(gateway, isWanted);

builder.subscriptionField('channelHealth', (t) =>
  t.field({
    type: ChannelRef,
    description:
      'How channels do, as this gateway sees it. First comes each as it stands, then one whenever its `health.status` has changed. It has no end. A channel that changes while you are slow comes once, as it is then.',
    args: {
      channel: t.arg.id({
        required: false,
        description:
          'Only this channel; left out, all that the caller may use. One that is not there is silent.',
      }),
    },
    subscribe: (_root, { channel }, { gateway }) =>
      watchChannels(gateway, (id) => channel == null || keyOf(id) === channel),
    resolve: (channel) => channel,
  }),
);
