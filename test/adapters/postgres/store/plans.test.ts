import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../../../src/adapters/postgres/open.ts';
import { anonymousClient, asLocationId, asWebhookEndpointId, keyOf } from '../../../../src/domain/ids.ts';
import {
  keyOf as keyAt,
  levelsPage,
  productsPage,
  recordOf,
  seenLevel,
  seenProduct,
} from '../../../contract/journal/catalogue/given.ts';
import {
  accept,
  acceptDraft,
  apply,
  claim,
  draftOf,
  queuedDraft,
  requestDraft,
  send,
  settleAll,
  some,
} from '../../../contract/journal/given.ts';
import { productOf, shop, stockOf } from '../../../support/changes.ts';
import { itemsPage, operationsPage } from '../../../support/pages.ts';
import { query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, empty } = describedDatabase();
beforeEach(empty);

type Prepared = { readonly name: string; readonly types: readonly string[] };

/** Makes each call of the catalogue in each order. */
const playCatalogue = async (journal: Awaited<ReturnType<typeof openPostgres>>['journal']): Promise<void> => {
  const level = seenLevel(keyAt('7', 's'), 1);
  const product = seenProduct('7', { code: 'c' });
  const location = { channel: shop, locationId: asLocationId('s'), name: 's', kind: null };
  const rows = { products: [product], levels: [level], locations: [location] };
  await journal.recordCatalogue(recordOf({ ...rows, position: 'a' }));
  await journal.recordCatalogue(recordOf({ ...rows, pass: 2 }));
  for (const kind of ['products', 'levels', 'locations'] as const)
    await journal.unseen(shop, kind, 3, 2_000, 5);
  for (const direction of ['ASC', 'DESC'] as const) {
    for (const field of ['PRODUCT_ID', 'NAME', 'OBSERVED_AT'] as const)
      for (const filter of [{}, { observedAfter: 5 }])
        await journal.productsPage(productsPage(filter, { sort: { field, direction } }));
    for (const field of ['PRODUCT_ID', 'QUANTITY', 'OBSERVED_AT'] as const)
      for (const filter of [{}, { quantity: { min: 1, max: null } }])
        await journal.stockLevelsPage(levelsPage(filter, { sort: { field, direction } }));
  }
  for (const filter of [{ productIds: [product.productId] }, { search: 'product' }, { codes: ['c'] }]) {
    await journal.productsPage(productsPage(filter));
    await journal.countProducts({ ...productsPage(filter).filter });
  }
  await journal.stockLevelsPage(levelsPage({ productIds: [product.productId] }));
  await journal.stockLevelsPage(levelsPage({ pending: true }));
  await journal.stockLevelsPage(levelsPage({ drifted: true }));
  await journal.drifts([level]);
  await journal.countDrifts(shop, 5);
  await journal.openDifferences(shop, 5, 5);
  await journal.lastEventAt(shop);
  await journal.track([{ key: level, tracking: { drift: null, open: { from: null, since: 1 } } }]);
  await journal.locations([location]);
  for (const last of [true, false])
    await journal.locationsPage({ channel: shop, after: null, before: null, limit: 5, last });
  await journal.takePoll(shop, 1_000);
  const { id } = await journal.storeEvent(shop, { type: 'products', productIds: [] }, 1, true);
  await journal.storedEvents([shop], 5);
  await journal.removeEvent(id);
  await journal.removeFromCatalogue(
    { channel: shop, products: [product.productId], levels: [level], locations: [location.locationId] },
    9_000,
  );
};

/** Makes each call of webhooks. The endpoint gets the events of the later calls. */
const playWebhooks = async (journal: Awaited<ReturnType<typeof openPostgres>>['journal']): Promise<void> => {
  const own = { id: asWebhookEndpointId('hook'), client: anonymousClient };
  const draft = { ...own, url: 'https://one.example/', createdAt: 1, secret: 'whsec_' };
  await journal.createWebhookEndpoint({ ...draft, events: ['OPERATION_COMPLETED', 'STOCK_CHANGED'] });
  const { request } = await send(journal, [stockOf('8', 1), stockOf('9', 1)]);
  await settleAll(journal, request);
  const claim = { at: 5_000, forMs: 1_000, limit: 5, perEndpoint: 5, perClient: 10, sending: [] };
  const attempt = { at: 5_000, httpStatus: 200, error: null, answer: null };
  for (const { id, claim: number } of (await journal.claimDeliveries(claim)).deliveries)
    await journal.concludeDelivery({ id, claim: number, type: 'delivered', at: 5_000, random: 0, attempt });
  for (const last of [true, false]) {
    const page = { after: null, before: null, limit: 5, last };
    const [found] = await journal.webhookDeliveriesPage([own.id], page);
    const delivery = found?.nodes[0]?.id;
    if (delivery === undefined) throw new Error('A delivery was expected');
    await journal.webhookDeliveries([{ ...own, delivery }]);
    for (let at = 0; at < 2; at += 1) await journal.redeliverWebhook({ ...own, delivery }, 6_000);
  }
  await journal.switchOffOverfull(5);
  await journal.updateWebhookEndpoint(
    own,
    { url: 'https://two.example/', events: null, enabled: null, secret: null },
    1,
  );
  await journal.webhookEndpoints(anonymousClient);
  await journal.prune(Number.MAX_SAFE_INTEGER, { of: 'deliveries', after: 0 });
  await journal.deleteWebhookEndpoint(own);
};

/** Makes one call of each kind, so that each statement is prepared on the journal's one connection. */
const playAll = async (journal: Awaited<ReturnType<typeof openPostgres>>['journal']): Promise<void> => {
  const { operation, request } = await send(journal, [stockOf('1', 1, { observedAt: 5 })], {
    callbackHash: 'h',
  });
  await journal.keepEarlyCallback(request.id, {});
  await journal.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 1, 2);
  await journal.requestByCallback('h');
  await journal.requestById(request.id);
  const again = some(await journal.resend(request.id, request.rows, requestDraft()));
  await settleAll(journal, again);
  await apply(journal, productOf('2'));
  const first = await accept(journal, stockOf('3', 1));
  const second = await acceptDraft(
    journal,
    draftOf([queuedDraft(stockOf('3', 2))], {
      idempotency: { key: 'k', fingerprint: 'f', scope: '' },
    }),
  );
  await claim(journal, [...first.queued, ...second.queued]);
  await journal.recordRead([
    { ...stockOf('9', 1), optionId: null, soldOut: null, observedAt: 1, source: 'VENDOR_READ' },
  ]);
  for (const last of [true, false]) {
    for (const statuses of [null, ['RUNNING'], ['COMPLETED']] as const)
      await journal.operationsPage(operationsPage({ statuses, last }));
    await journal.items(itemsPage(operation.id, { last }));
  }
  await journal.operationSince(operation.id, 0);
  await journal.operations([operation.id]);
  await journal.requestsOf([operation.id]);
  await journal.stockLevels([{ ...stockOf('1', 1), optionId: null }]);
  await journal.stockOfProducts([stockOf('1', 1)]);
  await journal.pendingTargets([]);
  await journal.pendingChanges([]);
  await journal.awaitingRequests([]);
  await journal.adjustmentsInDoubt([shop], 0, 5);
  await journal.products([stockOf('2', 1)]);
  await playCatalogue(journal);
  await journal.underWay();
  const account = { vendor: 'SMAREGI', name: 'https://one.example' } as const;
  await journal.registerAccounts([{ key: keyOf(stockOf('1', 1).channel), account }]);
  await journal.unfinishedOf([stockOf('1', 1).channel]);
  await journal.recover([]);
  await journal.recover();
  await journal.failover();
  await journal.handOn([stockOf('1', 1).channel]);
  const level = seenLevel(keyAt('1', 's'), 1, { observedAt: 1 });
  for (const observedAt of [1, 2]) await journal.recordRead([{ ...level, quantity: observedAt, observedAt }]);
  await journal.removeFromCatalogue({ channel: shop, products: [], levels: [level], locations: [] }, 9_000);
  await journal.recordRead([level]);
  for (const last of [true, false])
    await journal.stockHistory([level], { after: null, before: null, limit: 5, last });
  await playWebhooks(journal);
  await journal.prune(Number.MAX_SAFE_INTEGER);
  await journal.prune(Number.MAX_SAFE_INTEGER, { of: 'history', after: null });
};

/** Statements that look for left work, count unfinished work, read the few accounts or endpoints, or read the start of an index. */
const readsWhole =
  /^(failover-.*|hand-on-.*|unknown-owners|under-way|unfinished-unrecorded|channel-accounts|webhook-listeners|due-webhook-deliveries|next-webhook-delivery|overfull-webhook-endpoints|remove-gone-gateways|drop-requests): /u;
const onGrown =
  /Seq Scan on (operations|items|vendor_requests|deliveries|stock_levels|stock_history|products|targets|webhook_deliveries)/u;
const indexOf = (step: string): string | undefined =>
  /Index (?:Only )?Scan (?:Backward )?(?:using|on) (?<index>\w+)/u.exec(step)?.groups?.['index'];

describe('the statements', () => {
  it('read growing tables by an index', async () => {
    const { journal, pool } = await openPostgres({ url: url(), max: 1 });
    await playAll(journal);
    const { rows } = await pool.query<Prepared>(
      `SELECT name, parameter_types::text[] AS types FROM pg_prepared_statements WHERE name <> 'check'`,
    );
    expect(rows.length).toBeGreaterThan(40);
    const scans: string[] = [];
    const whole: string[] = [];
    const joins: string[] = [];
    for (const { name, types } of rows) {
      const values = types.map(() => 'NULL').join();
      const plan = await pool.query(`EXPLAIN EXECUTE "${name}"${values && `(${values})`}`);
      const steps = plan.rows.map((row) => String(row['QUERY PLAN']).trim());
      for (const [at, step] of steps.entries()) {
        if (onGrown.test(step)) scans.push(`${name}: ${step}`);
        const index = indexOf(step);
        if (index && !steps[at + 1]?.startsWith('Index Cond')) whole.push(`${name}: ${index}`);
        if (step.startsWith('Join Filter')) joins.push(`${name}: ${step}`);
      }
    }
    expect(scans).toEqual([]);
    // A join that compares each row of two lists takes a time that grows with the product of their lengths.
    expect(joins).toEqual([]);
    expect(whole.filter((one) => !readsWhole.test(one))).toEqual([]);
    await journal.close();
  });

  it('of a running gateway work after a newer version has added columns to every table', async () => {
    const { journal, pool } = await openPostgres({ url: url(), max: 1 });
    onTestFinished(() => journal.close());
    await playAll(journal);
    const { rows } = await pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(rows.length).toBeGreaterThan(7);
    for (const { name } of rows) await query(url(), `ALTER TABLE ${name} ADD COLUMN of_a_newer_version TEXT`);
    await empty();
    await playAll(journal);
  });
});
