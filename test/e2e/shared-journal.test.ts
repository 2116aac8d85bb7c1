import { afterAll, beforeAll, expect } from 'vitest';
import { it, startVendors } from '../support/app.ts';
import { accepted, ended, only, outcomeOf, resultsOf, setStock } from '../support/client.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { transports } from '../support/streams.ts';
import { graphql } from './generated/gql.ts';

const FollowElsewhere = graphql(`
  subscription FollowElsewhere($id: ID!) {
    operationChanged(id: $id) {
      sequence
      completed
    }
  }
`);

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

it('any gateway of a database serves a mutation, its key and its events', async ({ start, later }) => {
  const settings = { DATABASE_URL: database.url };
  const vendors = await startVendors(later);
  const [one, two] = [await start(settings, vendors), await start(settings, vendors)];
  one.sandbox.smaregi.control.behave({ callbackDelayMs: 500 });
  const items = [globalLinkStock('product-001', 5), smaregiStock('567', 3)];
  const manner = { idempotencyKey: 'the-same', waitMs: 0 };
  const { id } = accepted(await setStock(one.url, items, manner));
  const again = await setStock(two.url, items, manner);
  expect(again).toMatchObject({ replayed: true, operation: { id } });

  for (const { subscribe } of transports) {
    const events = await subscribe(two.url, FollowElsewhere, { id }).rest();
    expect(events.at(-1)?.operationChanged.completed).toBe(true);
  }
  const operation = await ended(two.url, id);
  expect(resultsOf(operation).map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
  expect((await fetch(`${two.url}/health/ready`)).status).toBe(200);
  expect(only([...new Set(operation.vendorRequests.map(({ attempt }) => attempt))])).toBe(1);
});
