import { describe, expect, it } from 'vitest';
import { asChannelKey } from '../../../src/domain/ids.ts';
import type { ConfiguredAccount } from '../../../src/ports/journal/accounts.ts';
import { shop, stockOf } from '../../support/changes.ts';
import { accept, acceptDraft, apply, draftOf, type OpenJournal, opened, queuedDraft } from './given.ts';

const at = (name: string, key = 'shop', vendor: 'SMAREGI' | 'BRIGHTMALL' = 'SMAREGI'): ConfiguredAccount => ({
  key: asChannelKey(key),
  account: { vendor, name },
});
const first = at('https://one.example');
const second = at('https://two.example');

/** The current ids, by key. */
const currentOf = async (
  journal: Awaited<ReturnType<OpenJournal>>['journal'],
  ...configured: readonly ConfiguredAccount[]
) => {
  const { accounts } = await journal.registerAccounts(configured);
  return accounts
    .filter(({ isCurrent }) => isCurrent)
    .map(({ id }) => id)
    .toSorted();
};

export const describeAccounts = (open: OpenJournal): void => {
  describe('accounts', () => {
    it('A1: uses the key as the id of its first account, numbers later ones, and keeps each id', async () => {
      const { journal, reopen } = await opened(open);
      expect(await currentOf(journal, first, at('https://one.example', 'other'))).toEqual(['other', 'shop']);
      expect(await currentOf(journal, second)).toEqual(['other', 'shop~2']);
      expect(await currentOf(journal, at('https://two.example', 'shop', 'BRIGHTMALL'))).toEqual([
        'other',
        'shop~3',
      ]);
      expect(await currentOf(await reopen(), first)).toEqual(['other', 'shop']);
    });

    it('A1: gives different ids to concurrent registrations', async () => {
      const { journal } = await opened(open);
      const all = [first, second, first, second].map((one) => journal.registerAccounts([one]));
      const ids = (await Promise.all(all)).map(
        ({ accounts }) => accounts.find(({ isCurrent }) => isCurrent)?.id,
      );
      expect(ids[0]).toBe(ids[2]);
      expect(ids[1]).toBe(ids[3]);
      expect(ids.slice(0, 2).toSorted()).toEqual(['shop', 'shop~2']);
    });

    it('A1: keeps unfinished work without a recorded account apart, and assigns finished work to the configured account', async () => {
      const { journal } = await opened(open);
      await apply(journal, stockOf('1', 1));
      await accept(journal, stockOf('2', 2));
      const kept = await journal.registerAccounts([first]);
      expect(kept.assigned).toEqual([]);
      expect(kept.accounts).toMatchObject([
        { id: 'shop', account: null, isCurrent: false },
        { id: 'shop~2', account: first.account, isCurrent: true },
      ]);
      expect(await journal.unfinishedOf([shop])).toEqual(new Map([[shop, 1]]));
    });

    it('A1: a key used for another account is another use', async () => {
      const { journal } = await opened(open);
      const keyed = (scope: string) => ({
        idempotency: { key: 'k', fingerprint: 'f', scope },
      });
      const items = [queuedDraft(stockOf('1', 1))];
      const { operation } = await acceptDraft(journal, draftOf(items, keyed('')));
      const other = await acceptDraft(journal, draftOf(items, keyed('shop~2')));
      expect(other.operation.id).not.toBe(operation.id);
      for (const [scope, id] of [
        ['', operation.id],
        ['shop~2', other.operation.id],
      ] as const) {
        expect(await journal.accept(draftOf(items, keyed(scope)))).toMatchObject({
          type: 'replayed',
          operation: { id },
        });
      }
    });
  });
};
