import { keyOf } from '../domain/ids.ts';
import { builder } from './builder.ts';
import { ChannelRef } from './channel.ts';
import { watchChannels } from './watch-channels.ts';

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
