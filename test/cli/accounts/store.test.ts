import { describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../../src/adapters/postgres/open.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { movePlan, type Plan, releasePlan } from '../../../src/cli/accounts/plan.ts';
import { openPostgresAccounts } from '../../../src/cli/accounts/postgres.ts';
import { openSqliteAccounts } from '../../../src/cli/accounts/sqlite.ts';
import type { AccountStore } from '../../../src/cli/accounts/store.ts';
import { anonymousClient, asChannelId, asChannelKey, type ChannelId } from '../../../src/domain/ids.ts';
import type { ConfiguredAccount } from '../../../src/ports/journal/accounts.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { productsPage, recordOf, seenProduct } from '../../contract/journal/catalogue/given.ts';
import {
  accept,
  acceptDraft,
  apply,
  claim,
  draftOf,
  itemsOf,
  queuedDraft,
  refsOf,
  settleAll,
  some,
} from '../../contract/journal/given.ts';
import { adjustmentOf, productOf, shop, stockOf } from '../../support/changes.ts';
import { operationsPage } from '../../support/pages.ts';
import { createDatabase } from '../../support/postgres.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

type Place = { openJournal(): Promise<Journal>; openAccounts(): Promise<AccountStore> };

const places: readonly (readonly [string, () => Promise<Place>])[] = [
  [
    'SQLite',
    async () => {
      const directory = await temporaryDirectory(onTestFinished);
      return {
        openJournal: async () => openSqliteJournal(directory),
        openAccounts: async () => openSqliteAccounts(directory),
      };
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const { url, drop } = await createDatabase();
      onTestFinished(drop);
      return {
        openJournal: async () => (await openPostgres({ url })).journal,
        openAccounts: () => openPostgresAccounts(url),
      };
    },
  ],
];

const configured = (name: string, key = 'shop'): ConfiguredAccount => ({
  key: asChannelKey(key),
  account: { vendor: 'SMAREGI', name },
});
const [one, two] = [configured('https://one.example'), configured('https://two.example')];
const secondId = asChannelId('shop~2');
const keyed = (key: string, scope = '') => ({
  idempotency: { key, fingerprint: 'f', scope },
});
const levelOf = async (journal: Journal, channel: ChannelId, productId: string) => {
  const [level] = await journal.stockLevels([{ ...stockOf(productId, 0), channel, optionId: null }]);
  return level?.quantity ?? null;
};

/** Before and after of each change, newest first. */
const historyOf = async (journal: Journal, channel: ChannelId, productId: string) => {
  const page = { after: null, before: null, limit: 10, last: false };
  const [found] = await journal.stockHistory([{ ...stockOf(productId, 0), channel, optionId: null }], page);
  return found?.nodes.map(({ before, after }) => [before, after]);
};

/** Carries out a plan on a journal that no process has open. */
const carryOut = async (
  place: Place,
  planOf: (accounts: Awaited<ReturnType<AccountStore['list']>>) => Plan,
) => {
  const store = await place.openAccounts();
  try {
    const plan = planOf(await store.list());
    if (plan.type === 'plan') await store.carryOut(plan.steps);
    return plan;
  } finally {
    await store.close();
  }
};

describe.each(places)('accounts of a journal in %s', (_name, make) => {
  it('a release leaves an adjustment with the account that may have got it', async () => {
    const place = await make();
    const journal = await place.openJournal();
    await journal.registerAccounts([one]);
    const kind = 'STOCK_ADJUSTMENT' as const;
    const waiting = await accept(journal, adjustmentOf('1', 1));
    const sending = await accept(journal, adjustmentOf('2', 1));
    await claim(journal, sending.queued, { kind, callbackHash: 'sending' });
    const awaited = await accept(journal, adjustmentOf('3', 1));
    const request = some((await claim(journal, awaited.queued, { kind, callbackHash: 'awaited' })).request);
    await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 1, 2);
    await journal.close();
    const next = await place.openJournal();
    await next.registerAccounts([two]);
    await next.close();
    await carryOut(place, (accounts) => releasePlan(accounts, 'shop'));

    const after = await place.openJournal();
    onTestFinished(() => after.close());
    await after.registerAccounts([two]);
    const { queued } = await after.recover();
    expect(refsOf(queued)).toEqual(refsOf(waiting.queued));
    expect(queued.map(({ channel }) => channel)).toEqual([secondId]);
    const items = [
      ...(await itemsOf(after, sending.operation.id)),
      ...(await itemsOf(after, awaited.operation.id)),
    ];
    expect(items).toMatchObject([
      { change: { channel: 'shop' }, progress: { state: 'AWAITING_CALLBACK' } },
      { change: { channel: 'shop' }, progress: { state: 'AWAITING_CALLBACK' } },
    ]);
    // A late callback still shows the outcome.
    expect(await after.requestByCallback('sending')).toMatchObject({ outcome: 'AWAITING_CALLBACK' });
  });

  it('A1: a release moves only unfinished work to the configured account, in order, with its keys', async () => {
    const place = await make();
    const journal = await place.openJournal();
    await journal.registerAccounts([one]);
    await apply(journal, stockOf('1', 1));
    const many = Array.from({ length: 230 }, (_, at) => queuedDraft(stockOf(`many-${at}`, at)));
    const first = await acceptDraft(journal, draftOf(many, keyed('k')));
    const rest = await accept(journal, stockOf('2', 20));
    const sending = some((await claim(journal, rest.queued)).request);
    const awaited = await accept(journal, stockOf('3', 30));
    const request = some((await claim(journal, awaited.queued, { callbackHash: 'hash' })).request);
    await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 1, 2);
    const done = some((await claim(journal, first.queued.slice(0, 1))).request);
    await settleAll(journal, done);
    await journal.close();

    const next = await place.openJournal();
    await next.registerAccounts([two]);
    const own = await accept(next, stockOf('2', 21, { channel: secondId }));
    await next.close();

    const plan = await carryOut(place, (accounts) => releasePlan(accounts, 'shop'));
    expect(plan).toMatchObject({ type: 'plan' });
    const after = await place.openJournal();
    onTestFinished(() => after.close());
    const { accounts } = await after.registerAccounts([two]);
    expect(accounts.map(({ id }) => id)).toEqual(['shop', 'shop~2']);
    const { queued, awaited: stillAwaited } = await after.recover();
    expect(stillAwaited).toEqual([]);
    expect(new Set(queued.map(({ channel }) => channel))).toEqual(new Set([secondId]));
    expect(refsOf(queued)).toEqual(
      refsOf([...first.queued.slice(1), ...rest.queued, ...awaited.queued, ...own.queued]),
    );
    expect(await after.requestByCallback('hash')).toBeNull();
    // What was applied for the first account still belongs to it.
    expect(await levelOf(after, shop, '1')).toBe(1);
    expect(await levelOf(after, secondId, '1')).toBeNull();
    const [item] = await itemsOf(after, first.operation.id);
    expect(item).toMatchObject({ change: { channel: 'shop' }, progress: { state: 'APPLIED' } });
    expect(await after.earlierUse(anonymousClient, keyed('k', 'shop~2').idempotency)).toMatchObject({
      type: 'replayed',
      operation: { id: first.operation.id },
    });
    // The older change of the same target is sent first, or the newer one supersedes it.
    const { request: sent, changes } = await claim(after, queued.slice(0, 100), { channel: secondId });
    expect(sent?.rows.every(({ change }) => change.channel === secondId)).toBe(true);
    expect(changes.ended).toEqual([]);
    await settleAll(after, some(sent));
    expect(await levelOf(after, secondId, 'many-50')).toBe(50);
    expect(await levelOf(after, shop, 'many-50')).toBeNull();
    expect(sending.rows).toHaveLength(1);
  });

  it('A1: a release of work without a recorded account also moves its stock, products and keys', async () => {
    const place = await make();
    const journal = await place.openJournal();
    await apply(journal, stockOf('1', 1), stockOf('2', 2));
    await apply(journal, stockOf('1', 11), stockOf('2', 3), stockOf('5', 5));
    await apply(journal, productOf('p', { name: 'Old' }));
    await journal.recordCatalogue(recordOf({ products: [seenProduct('q', { name: 'replaced text' })] }));
    const old = await acceptDraft(journal, draftOf([queuedDraft(stockOf('3', 3))], keyed('old')));
    await journal.close();
    const next = await place.openJournal();
    await next.registerAccounts([one]);
    const inSecond = { channel: secondId };
    const newer = seenProduct('q', { ...inSecond, name: 'newer text' });
    await next.recordCatalogue(recordOf({ ...inSecond, products: [newer] }));
    const { queued } = await accept(next, stockOf('2', 22, inSecond));
    await settleAll(next, some((await claim(next, queued, inSecond)).request));
    const gone = await accept(next, stockOf('5', 55, inSecond));
    await settleAll(next, some((await claim(next, gone.queued, inSecond)).request));
    const levels = [{ ...stockOf('5', 0), ...inSecond, optionId: null }];
    await next.removeFromCatalogue({ ...inSecond, products: [], levels, locations: [] }, 1_000_000);
    const fresh = await acceptDraft(
      next,
      draftOf([queuedDraft(stockOf('4', 4, inSecond))], keyed('new', 'shop~2')),
    );
    expect(await levelOf(next, secondId, '1')).toBeNull();
    await next.close();

    expect(await carryOut(place, (accounts) => releasePlan(accounts, 'shop'))).toMatchObject({
      type: 'plan',
    });
    const after = await place.openJournal();
    onTestFinished(() => after.close());
    const { accounts } = await after.registerAccounts([one]);
    expect(accounts.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ id: 'shop' }]);
    expect([await levelOf(after, shop, '1'), await levelOf(after, shop, '2')]).toEqual([11, 22]);
    expect(await historyOf(after, shop, '1')).toEqual([
      [1, 11],
      [null, 1],
    ]);
    // The history of the level that was replaced is gone, and so is the one of the channel that moved.
    expect(await historyOf(after, shop, '2')).toEqual([[null, 22]]);
    expect(await historyOf(after, secondId, '2')).toEqual([]);
    // A level that was removed leaves no history to a level of the other account.
    expect(await historyOf(after, shop, '5')).toEqual([[null, 5]]);
    const [product] = await after.products([{ channel: shop, productId: productOf('p').productId }]);
    expect(product).toMatchObject({ name: 'Old', channel: 'shop' });
    const find = async (search: string) => (await after.productsPage(productsPage({ search }))).nodes;
    expect(await find('replaced')).toEqual([]);
    expect(await find('newer')).toEqual([{ ...newer, channel: shop }]);
    const recovered = await after.recover();
    expect(refsOf(recovered.queued)).toEqual(refsOf([...old.queued, ...fresh.queued]));
    for (const [key, { operation }] of [
      ['old', old],
      ['new', fresh],
    ] as const)
      expect(await after.earlierUse(anonymousClient, keyed(key).idempotency)).toMatchObject({
        type: 'replayed',
        operation: { id: operation.id },
      });
  });

  it('A1: work moves to another channel of its vendor, and never to another vendor', async () => {
    const place = await make();
    const journal = await place.openJournal();
    await journal.registerAccounts([one]);
    const waiting = await accept(journal, stockOf('1', 1));
    await journal.registerAccounts([
      two,
      configured('https://one.example', 'staging'),
      { key: asChannelKey('mall'), account: { vendor: 'BRIGHTMALL', name: 'https://mall.example vendor V' } },
    ]);
    await journal.close();
    const to = (key: string) => carryOut(place, (accounts) => movePlan(accounts, 'shop', key));
    expect(await to('mall')).toMatchObject({ type: 'refused' });
    expect(await to('nowhere')).toMatchObject({ type: 'refused' });
    expect(await to('staging')).toMatchObject({ type: 'plan' });
    expect(await to('staging')).toMatchObject({ type: 'nothing' });
    const after = await place.openJournal();
    onTestFinished(() => after.close());
    const { queued } = await after.recover();
    expect(queued).toMatchObject([{ operationId: waiting.operation.id, channel: 'staging' }]);
    const countOn = async (key: string) =>
      (await after.operationsPage(operationsPage({ channels: [asChannelKey(key)] }))).nodes.length;
    expect([await countOn('staging'), await countOn('shop')]).toEqual([1, 0]);
  });

  it('A1: nothing changes while a gateway runs', async () => {
    const place = await make();
    const journal = await place.openJournal();
    onTestFinished(() => journal.close());
    await journal.registerAccounts([one]);
    await accept(journal, stockOf('1', 1));
    await journal.registerAccounts([two]);
    await expect(carryOut(place, (accounts) => releasePlan(accounts, 'shop'))).rejects.toThrow(
      /A gateway works on the database|Another gateway has the journal/u,
    );
  });
});
