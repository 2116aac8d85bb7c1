import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import { CreateEndpoint, Endpoints } from '../../e2e/documents.ts';
import { accepted, setStock, until } from '../../support/client.ts';
import { run } from '../../support/graphql.ts';
import { globalLinkStock } from '../../support/items.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';
import { it } from './cluster.ts';

const count = 8;
/** The requests of one endpoint at a time. */
const mostOfEndpoint = 5;
const numbers = Array.from({ length: count }, (_, number) => number);

it('two gateways share webhooks: each is received once, and at least once after a kill', async ({
  database,
  startGateway,
  vendors,
  onTestFinished,
}) => {
  const receiver = await startReceiver(onTestFinished);
  const settings = {
    ...vendors.settings,
    ...{ DATABASE_URL: database.url, GATEWAY_LEASE_MS: '1000', ALLOW_PRIVATE_WEBHOOKS: 'on' },
  };
  const [first, second] = [await startGateway(settings), await startGateway(settings)];
  const create = { url: receiver.url, events: ['OPERATION_COMPLETED' as const] };
  expect((await run(first.url, CreateEndpoint, create)).createWebhookEndpoint.userErrors).toEqual([]);
  const delivered = async (): Promise<readonly string[]> => {
    const { webhookEndpoints } = await run(second.url, Endpoints, { first: 100 });
    const all = webhookEndpoints.flatMap(({ deliveries }) => deliveries.nodes);
    return all.filter(({ status }) => status === 'DELIVERED').map(({ id }) => id);
  };
  const allDelivered = (ids: number): Promise<readonly string[]> =>
    until(delivered, (found) => found.length === ids);
  const operationsAt = (urls: readonly string[]): Promise<readonly string[]> =>
    Promise.all(
      urls.flatMap((url) =>
        numbers.map(
          async (number) => accepted(await setStock(url, [globalLinkStock(`product-${number}`, number)])).id,
        ),
      ),
    );
  /** How often each delivery arrived, and which operations they report. */
  const arrived = () => ({
    times: Map.groupBy(receiver.received, ({ headers }) => headers['webhook-id']),
    operations: new Set(receiver.received.map(({ body }) => JSON.parse(body).data.operation.id)),
  });

  const before = await operationsAt([first.url, second.url]);
  await receiver.count(before.length);
  await allDelivered(before.length);
  expect(arrived().operations).toEqual(new Set(before));
  expect([...arrived().times.values()].map(({ length }) => length)).toEqual(before.map(() => 1));

  // The first gateway waits for answers when it is killed.
  const held: ServerResponse[] = [];
  receiver.answer = (response) => void held.push(response);
  const after = await operationsAt([first.url]);
  await receiver.count(before.length + mostOfEndpoint);
  first.child.kill('SIGKILL');
  await first.ended;
  receiver.accept();
  for (const response of held) response.writeHead(204).end();
  await until(
    () => arrived().times.size,
    (size) => size === before.length + after.length,
  );
  await allDelivered(before.length + after.length);
  expect(arrived().operations).toEqual(new Set([...before, ...after]));
  const twice = [...arrived().times.values()].filter(({ length }) => length > 1);
  expect(twice.length).toBeGreaterThan(0);
  expect(twice.length).toBeLessThanOrEqual(mostOfEndpoint);
});
