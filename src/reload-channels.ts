import { isDeepStrictEqual } from 'node:util';
import { type DefaultLimits, readChannels } from './config/channels.ts';
import { withoutEmpty } from './config/environment.ts';
import type { ChannelId } from './domain/ids.ts';
import type { LiveChannels } from './operations/channels.ts';
import type { Channel } from './ports/channel.ts';
import type { Reload } from './reload.ts';
import type { ChannelSettings } from './vendors/registry.ts';

export type ReloadParts = {
  readonly channels: LiveChannels;
  /** What the channels were made from. */
  readonly settings: readonly ChannelSettings[];
  readonly isSandbox: boolean;
  readonly defaults: DefaultLimits;
  readonly open: (settings: ChannelSettings) => Channel;
  /** What this gateway can't do for a channel, though its settings are right in themselves. */
  readonly problemsOf: (settings: readonly ChannelSettings[]) => readonly string[];
};

type SettingsById = ReadonlyMap<ChannelId, ChannelSettings>;

const byId = (settings: readonly ChannelSettings[]): SettingsById =>
  new Map(settings.map((one) => [one.id, one]));

const difference = (before: SettingsById, now: SettingsById) => ({
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
  let before = byId(parts.settings);

  /** What stands in the way of these channels beside those that are or were there. */
  const conflicts = (next: readonly ChannelSettings[]): readonly string[] => {
    if (isSandbox) return ['The gateway runs on its own sandbox: start it again to give it channels'];
    if (next.length === 0) return ['No channel would be left: stop the gateway if that is meant'];
    const moved = next.flatMap(({ id, vendor }) => {
      const earlier = channels.last(id)?.vendor ?? vendor;
      return earlier === vendor
        ? []
        : [`The channel ${id} is one of ${earlier} and can't become one of ${vendor}: give it another id`];
    });
    return [...moved, ...parts.problemsOf(next)];
  };

  return {
    setting: 'CHANNELS_FILE',
    run: (env) => {
      const given = withoutEmpty(env);
      if (!given['CHANNELS_FILE']) return { type: 'unset' };
      const read = readChannels(given, defaults);
      const problems = read.problems.length > 0 ? read.problems : conflicts(read.channels);
      if (problems.length > 0) return { type: 'refused', problems };
      const now = byId(read.channels);
      const about = difference(before, now);
      const isNew = new Set([...about.added, ...about.changed]);
      channels.replace(
        read.channels.map((one) => (isNew.has(one.id) ? null : channels.get(one.id)) ?? open(one)),
      );
      before = now;
      return { type: 'read', about };
    },
  };
};
