import { keyOf } from '../../domain/ids.ts';
import { accountText } from '../../ports/journal/accounts.ts';
import type { CountedAccount, Step } from './store.ts';

/** The steps of a command and their description, or the reason why it cannot run. */
export type Plan =
  | { readonly type: 'plan'; readonly steps: readonly Step[]; readonly words: readonly string[] }
  | { readonly type: 'nothing'; readonly words: string }
  | { readonly type: 'refused'; readonly problem: string };

type Accounts = readonly CountedAccount[];

const refused = (problem: string): Plan => ({ type: 'refused', problem });

const countText = (count: number): string => (count === 1 ? '1 item' : `${count} items`);

const namesOf = (accounts: Accounts): string =>
  [...new Set(accounts.map(({ key }) => key))].join(', ') || 'none';

const moveOf = (from: CountedAccount, to: CountedAccount): Plan & { readonly type: 'plan' } => ({
  type: 'plan',
  steps: [{ type: 'work', from: from.id, to: to.id, keys: keyOf(from.id) === keyOf(to.id) }],
  words: [
    `${countText(from.unfinished)} accepted for ${accountText(from.account)} will be sent to ${accountText(to.account)}, channel ${to.key}.`,
  ],
});

/** Assigns everything of a channel whose account was not recorded to the configured account. */
const assignmentOf = (
  unrecorded: CountedAccount,
  current: CountedAccount,
): Plan & { readonly type: 'plan' } => ({
  type: 'plan',
  steps: [
    { type: 'stock', from: current.id, to: unrecorded.id },
    { type: 'work', from: current.id, to: unrecorded.id, keys: false },
    { type: 'keys', from: current.id, to: unrecorded.id },
    { type: 'account', account: { ...recorded(current), isCurrent: false } },
    {
      type: 'account',
      account: { ...recorded(unrecorded), account: current.account, isCurrent: true },
    },
  ],
  words: [
    `${countText(unrecorded.unfinished)} whose account was not recorded, and the stock, products and idempotency keys with them, will belong to ${accountText(current.account)}, channel ${current.key}.`,
  ],
});

const recorded = ({ unfinished: _, ...account }: CountedAccount) => account;

/** Gives the work that waits under a key to the key's current account. */
export const releasePlan = (accounts: Accounts, key: string): Plan => {
  const seen = accounts.filter((one) => one.key === key);
  if (seen.length === 0) return refused(`The journal has no channel ${key}. It has: ${namesOf(accounts)}.`);
  const current = seen.find(({ isCurrent }) => isCurrent);
  if (!current?.account) {
    return refused(
      `The journal does not know the account of ${key} yet: start the gateway once with the channel configured, then stop it.`,
    );
  }
  const unrecorded = seen.find(({ account }) => account === null);
  const others = seen.filter((one) => one !== current && one !== unrecorded && one.unfinished > 0);
  const destination = unrecorded ?? current;
  const plans = [
    ...(unrecorded ? [assignmentOf(unrecorded, current)] : []),
    ...others.map((one) => moveOf(one, { ...current, id: destination.id })),
  ];
  if (plans.length === 0) return { type: 'nothing', words: `No work of ${key} waits for another account.` };
  return {
    type: 'plan',
    steps: plans.flatMap(({ steps }) => steps),
    words: plans.flatMap(({ words }) => words),
  };
};

/** Gives the work of one account to another channel of the same vendor. */
export const movePlan = (accounts: Accounts, idOrKey: string, toKey: string): Plan => {
  const to = accounts.find(({ key, isCurrent }) => key === toKey && isCurrent);
  if (!to?.account) {
    return refused(
      `The journal does not know the account of ${toKey}: start the gateway once with the channel configured, then stop it.`,
    );
  }
  const named = accounts.filter((one) => one.id === idOrKey || one.key === idOrKey);
  const exact = accounts.find((one) => String(one.id) === idOrKey && one.key !== idOrKey);
  const waiting = (exact ? [exact] : named).filter((one) => one.unfinished > 0 && one.id !== to.id);
  if (named.length === 0)
    return refused(`The journal has no channel ${idOrKey}. It has: ${namesOf(accounts)}.`);
  const [from, ...more] = waiting;
  if (!from) return { type: 'nothing', words: `${idOrKey} has no unfinished work.` };
  if (more.length > 0) {
    const ids = waiting.map(({ id }) => id).join(', ');
    return refused(`Several accounts of ${idOrKey} have unfinished work. Name one: ${ids}.`);
  }
  if (!from.account)
    return refused(
      `The account of ${from.id} was not recorded, nor was its vendor. Use release, with ${from.key} configured.`,
    );
  if (from.account.vendor !== to.account.vendor)
    return refused(
      `${from.id} is of ${from.account.vendor} and ${toKey} of ${to.account.vendor}: one vendor's work makes no sense to another.`,
    );
  return moveOf(from, to);
};
