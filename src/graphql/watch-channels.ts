import type { Gateway } from '../core/gateway.ts';
import { Watch } from '../core/subscribe/watching.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Channel } from '../ports/channel.ts';

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
