import { describe, expect } from 'vitest';
import { accepted, ended, operationOf, outcomeOf, resultsOf, setStock } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';
import { overSse } from '../support/streams.ts';
import { graphql } from './generated/gql.ts';

const ChannelsOfGateway = graphql(`
  query ChannelsOfGateway {
    channels {
      key
      vendor
      sandbox
    }
  }
`);

const StockAfterRestart = graphql(`
  query StockAfterRestart {
    stock(targets: [{ channel: "global-link", productId: "product-001" }]) {
      ... on StockLevel {
        quantity
        pending
      }
    }
    operations(first: 10) {
      edges {
        node {
          id
          status
        }
      }
    }
  }
`);

const WatchUntilClosed = graphql(`
  subscription WatchUntilClosed {
    stockChanged {
      quantity
    }
  }
`);

describe('the process of a gateway', () => {
  it.concurrent('prints what to do next, serves, and stops on SIGTERM with exit code 0', async ({
    startGateway,
  }) => {
    const { child, said, url, ended: exit } = await startGateway();
    expect(said.out).toContain(`1. See the channels, operations and stock: open ${url}/console in a browser`);
    expect(said.out).toContain(`2. Write and run queries: open ${url}/graphql in a browser`);
    expect(said.out).toContain(`3. Set the stock of a product: curl ${url}/graphql -H`);
    expect(said.out).toContain('no real stock changes');
    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('Onshelf');

    const { results } = await setStock(url, [globalLinkStock('product-001', 12), smaregiStock('567', 40)]);
    expect(results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    const { channels } = await run(url, ChannelsOfGateway);
    expect(channels.map(({ key, sandbox }) => [key, sandbox])).toEqual([
      ...[
        ['global-link', true],
        ['brightmall', true],
        ['smaregi', true],
      ],
    ]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(said.err).not.toMatch(/error|ExperimentalWarning/i);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it.concurrent('can run the call of its banner', async ({ startGateway }) => {
    const { said, url } = await startGateway();
    const body = /-d '(?<body>.+)'/u.exec(said.out)?.groups?.['body'] ?? '';
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({
      data: { setStock: { results: [{ __typename: 'StockApplied', status: 'APPLIED' }] } },
    });
  });

  it.concurrent('stops on SIGINT with an open stream and an awaited item, and ends the item later', async ({
    startGateway,
    vendors,
  }) => {
    vendors.smaregi.control.behave({ callbackDelayMs: 1_500 });
    const settings = { ...vendors.settings, CALLBACK_TIMEOUT_MS: '3000' };
    const first = await startGateway(settings);
    const stream = overSse(first.url, WatchUntilClosed, {})
      .rest()
      .catch(() => []);
    const { id } = accepted(await setStock(first.url, [smaregiStock('567', 40)], { waitMs: 200 }));
    const startedAt = Date.now();
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(9_000);
    await stream;
    const second = await startGateway(settings);
    expect(resultsOf(await ended(second.url, id)).map(outcomeOf)).toEqual(['APPLIED']);
  });

  it.concurrent('has its operations and its stock after a restart', async ({ startGateway }) => {
    const first = await startGateway();
    const manner = { idempotencyKey: 'before the restart' };
    const items = [globalLinkStock('product-001', 12), globalLinkStock('missing-001', 1)];
    const answer = await setStock(first.url, items, manner);
    const { id } = accepted(answer);
    const before = await operationOf(first.url, id);
    first.child.kill('SIGTERM');
    await first.ended;

    const { url } = await startGateway();
    expect(await operationOf(url, id)).toEqual(before);
    expect(await run(url, StockAfterRestart)).toEqual({
      stock: [{ quantity: 12, pending: false }],
      operations: { edges: [{ node: { id, status: 'COMPLETED' } }] },
    });
    expect(await setStock(url, items, manner)).toEqual({ ...answer, replayed: true });
  });
});
