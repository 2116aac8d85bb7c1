import { Repeater } from '@graphql-yoga/subscription';
import type { ChannelId } from '../domain/ids.ts';
import type { Gateway } from '../operations/gateway.ts';
import type { Channel } from '../ports/channel.ts';

/**
 * The channels as they stand, then each again when its status has changed. One that changes again while the consumer is
 * busy comes once. It is a Repeater, because that hears of `return` while it waits.
 */
export const watchChannels = (
  { channels, onStatusChanged }: Pick<Gateway, 'channels' | 'onStatusChanged'>,
  isWanted: (channel: ChannelId) => boolean,
): Repeater<Channel> =>
  new Repeater(async (push, stop) => {
    const changed = new Set<ChannelId>();
    let wake = Promise.withResolvers<void>();
    let stopped = false;
    const note = (channel: ChannelId): void => {
      if (!isWanted(channel)) return;
      changed.add(channel);
      wake.resolve();
    };
    const unlisten = onStatusChanged(note);
    void stop.then(() => {
      stopped = true;
      unlisten();
      wake.resolve();
    });
    for (const { id } of channels.values()) note(id);
    try {
      while (!stopped) {
        const [id] = changed;
        if (id === undefined) {
          wake = Promise.withResolvers();
          await wake.promise;
          continue;
        }
        changed.delete(id);
        const channel = channels.get(id);
        if (channel) await push(channel);
      }
    } finally {
      unlisten();
    }
  });
