import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { listen } from '../../../src/lib/listen.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { importsTo, rowsOf } from './support.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

type Body = { readonly variables: { readonly input?: { readonly items: readonly unknown[] } } };

it('an import of 60,000 rows holds no more than one of 20,000', async () => {
  const heap: number[] = [];
  let calls = 0;
  // A gateway that applies everything at once, because the memory of a real one would be in this process too.
  const server = createServer(async (request, response) => {
    const { variables } = (await json(request)) as Body;
    calls += 1;
    if (calls % 10 === 0) {
      collect();
      heap.push(process.memoryUsage().heapUsed / 1024 / 1024);
    }
    const results = variables.input?.items.map(() => ({ status: 'APPLIED' })) ?? [];
    const operation = { id: `operation-${calls}`, createdAt: '2026-01-22T00:00:00Z' };
    const data = variables.input
      ? { setStock: { operation, replayed: false, results, userErrors: [] } }
      : { channels: [] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
  const url = await listen(server, '127.0.0.1', 0);
  const directory = await temporaryDirectory();
  const { code, err } = await importsTo(url, directory)(rowsOf(60_000), { flags: ['--no-check'] });
  server.close();
  expect(code, err).toBe(0);
  expect(heap).toHaveLength(6);
  // One row takes some 500 bytes, so 40,000 rows would take 20 MB.
  const [, early = 0] = heap;
  expect(Math.max(...heap.slice(2)) - early).toBeLessThan(8);
});
