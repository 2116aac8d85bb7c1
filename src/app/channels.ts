import { isDeepStrictEqual } from 'node:util';
import type { ConfiguredChannel } from '../adapters/vendors/index.ts';
import { type DefaultLimits, readChannels } from '../config/channels.ts';
import { withoutEmpty } from '../config/environment.ts';
import type { LiveChannels } from '../core/channels/channels.ts';
import { type ChannelId, type ChannelKey, keyOf } from '../domain/ids.ts';
import type { Channel } from '../ports/channel.ts';
import { accountText, type ChannelAccount } from '../ports/journal/accounts.ts';
import type { Journal } from '../ports/journal/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Reload } from './reload.ts';

/** Every account that the journal knows, and the id of the account of each configured channel. */
export type RegisteredChannels = {
  readonly idOf: (settings: ConfiguredChannel) => ChannelId;
  readonly accounts: readonly ChannelAccount[];
};

type Register = (settings: readonly ConfiguredChannel[]) => Promise<RegisteredChannels>;

/**
 * Records the account of each configured channel in the journal. A journal of an earlier version has no accounts: the
 * data of a channel then belongs to its configured account, and a log line reports it.
 */
export const createRegister =
  (journal: Pick<Journal, 'registerAccounts'>, log: Log): Register =>
  async (settings) => {
    const configured = settings.map(({ id: key, account }) => ({ key, account }));
    const { accounts, assigned } = await journal.registerAccounts(configured);
    for (const { id, account } of accounts) {
      if (!assigned.includes(id)) continue;
      log.info(
        { channel: keyOf(id), account: accountText(account) },
        'The journal had no account for this channel. Its data now belongs to the configured account',
      );
    }
    const current = new Map(accounts.filter(({ isCurrent }) => isCurrent).map(({ key, id }) => [key, id]));
    return {
      accounts,
      idOf: ({ id: key }) => {
        const id = current.get(key);
        if (!id) throw new Error(`The channel ${key} was not registered`);
        return id;
      },
    };
  };

export type ReloadChannelsDeps = {
  readonly channels: LiveChannels;
  /** The settings of the channels at the start. */
  readonly settings: readonly ConfiguredChannel[];
  readonly isSandbox: boolean;
  readonly defaults: DefaultLimits;
  readonly register: Register;
  readonly open: (settings: ConfiguredChannel, id: ChannelId) => Channel;
  /** Reasons why this gateway cannot serve channels whose settings are valid. */
  readonly problemsOf: (settings: readonly ConfiguredChannel[]) => readonly string[];
};

type SettingsByKey = ReadonlyMap<ChannelKey, ConfiguredChannel>;

const byKey = (settings: readonly ConfiguredChannel[]): SettingsByKey =>
  new Map(settings.map((one) => [one.id, one]));

const difference = (before: SettingsByKey, now: SettingsByKey) => ({
  added: [...now.keys()].filter((id) => !before.has(id)),
  changed: [...now].flatMap(([id, one]) => {
    const earlier = before.get(id);
    return earlier && !isDeepStrictEqual(earlier.settings, one.settings) ? [id] : [];
  }),
  removed: [...before.keys()].filter((id) => !now.has(id)),
});

/** Replaces the channels by those of the settings. If one of them is invalid, it replaces none. */
export const reloadChannels = (deps: ReloadChannelsDeps): Reload => {
  const { channels, isSandbox, defaults, open } = deps;
  let before = byKey(deps.settings);

  const conflicts = (next: readonly ConfiguredChannel[]): readonly string[] => {
    if (isSandbox) return ['The gateway uses its own sandbox. Restart it to give it channels'];
    if (next.length === 0) return ['No channel would be left. To remove all channels, stop the gateway'];
    const moved = next.flatMap(({ id, vendor }) => {
      const earlier = channels.configuredOrRemoved(channels.idOf(id))?.vendor ?? vendor;
      return earlier === vendor
        ? []
        : [`The channel ${id} belongs to ${earlier} and cannot change to ${vendor}. Use another id`];
    });
    return [...moved, ...deps.problemsOf(next)];
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
      const { idOf, accounts } = await deps.register(read.channels);
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
