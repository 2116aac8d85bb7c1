import { isDeepStrictEqual } from 'node:util';
import type { ChannelSettings } from '../adapters/vendors/registry.ts';
import { type DefaultLimits, readChannels } from '../config/channels.ts';
import { withoutEmpty } from '../config/environment.ts';
import type { LiveChannels } from '../core/channels.ts';
import type { ChannelId, ChannelKey } from '../domain/ids.ts';
import type { ChannelAccount } from '../ports/accounts.ts';
import type { Channel } from '../ports/channel.ts';
import type { Reload } from './reload.ts';

export type ReloadParts = {
  readonly channels: LiveChannels;
  /** What the channels were made from. */
  readonly settings: readonly ChannelSettings[];
  readonly isSandbox: boolean;
  readonly defaults: DefaultLimits;
  /** Gives the id of each account from now on, and every account that the journal has seen. */
  readonly register: (settings: readonly ChannelSettings[]) => Promise<RegisteredChannels>;
  readonly open: (settings: ChannelSettings, id: ChannelId) => Channel;
  /** What this gateway can't do for a channel, though its settings are right in themselves. */
  readonly problemsOf: (settings: readonly ChannelSettings[]) => readonly string[];
};

export type RegisteredChannels = {
  readonly idOf: (settings: ChannelSettings) => ChannelId;
  readonly accounts: readonly ChannelAccount[];
};

type SettingsByKey = ReadonlyMap<ChannelKey, ChannelSettings>;

const byKey = (settings: readonly ChannelSettings[]): SettingsByKey =>
  new Map(settings.map((one) => [one.id, one]));

const difference = (before: SettingsByKey, now: SettingsByKey) => ({
  added: [...now.keys()].filter((id) => !before.has(id)),
  changed: [...now].flatMap(([id, one]) => {
    const earlier = before.get(id);
    return earlier && !isDeepStrictEqual(earlier, one) ? [id] : [];
  }),
  removed: [...before.keys()].filter((id) => !now.has(id)),
});

/** Puts the channels that the settings now name in place of those before, all of them or, if one is wrong, none. */
export const reloadChannels = (parts: ReloadParts): Reload => {
  const { channels, isSandbox, defaults, open } = parts;
  let before = byKey(parts.settings);

  /** What stands in the way of these channels beside those that are or were there. */
  const conflicts = (next: readonly ChannelSettings[]): readonly string[] => {
    if (isSandbox) return ['The gateway runs on its own sandbox: start it again to give it channels'];
    if (next.length === 0) return ['No channel would be left: stop the gateway if that is meant'];
    const moved = next.flatMap(({ id, vendor }) => {
      const earlier = channels.last(channels.idOf(id))?.vendor ?? vendor;
      return earlier === vendor
        ? []
        : [`The channel ${id} is one of ${earlier} and can't become one of ${vendor}: give it another id`];
    });
    return [...moved, ...parts.problemsOf(next)];
  };

  return {
    setting: 'CHANNELS_FILE',
    run: async (env) => {
      const given = withoutEmpty(env);
      if (!given['CHANNELS_FILE']) return { type: 'unset' };
      const read = readChannels(given, defaults);
      const problems = read.problems.length > 0 ? read.problems : conflicts(read.channels);
      if (problems.length > 0) return { type: 'refused', problems };
      const now = byKey(read.channels);
      const about = difference(before, now);
      const isNew = new Set([...about.added, ...about.changed]);
      const { idOf, accounts } = await parts.register(read.channels);
      channels.replace(
        read.channels.map((one) => {
          const id = idOf(one);
          return (isNew.has(one.id) ? null : channels.get(id)) ?? open(one, id);
        }),
        accounts,
      );
      before = now;
      return { type: 'read', about };
    },
  };
};
