import { accountOf, type ChannelSettings } from '../adapters/vendors/registry.ts';
import { keyOf } from '../domain/ids.ts';
import { accountText } from '../ports/accounts.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { RegisteredChannels } from './reload-channels.ts';

/** Records the account of each configured channel in the journal, and reports data of an earlier version that it took on. */
export const createRegister =
  (journal: Pick<Journal, 'registerAccounts'>, log: Log) =>
  async (settings: readonly ChannelSettings[]): Promise<RegisteredChannels> => {
    const configured = settings.map((one) => ({ key: one.id, account: accountOf(one) }));
    const { accounts, adopted } = await journal.registerAccounts(configured);
    for (const { id, account } of accounts) {
      if (!adopted.includes(id)) continue;
      log.info(
        { channel: keyOf(id), account: accountText(account) },
        'The journal did not record the account of this channel: what it holds belongs to the configured account now',
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
