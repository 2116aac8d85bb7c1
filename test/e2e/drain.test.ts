import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import { WebSocket } from 'ws';
import { accepted, ended, outcomeOf, resultsOf, setStock } from '../support/client.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';

/** The status of the answer to a request for a WebSocket; null if it was accepted. */
const socketRefusal = (url: string): Promise<number | null> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.once('open', () => resolve(null));
    socket.once('error', reject);
  });
};

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe('a gateway that receives a signal to stop', () => {
  it.concurrent('accepts no new work, waits for the answer of the running call, and loses nothing', async ({
    expect,
    startGateway,
    vendors,
  }) => {
    const release = vendors.globalLink.control.hold('answers');
    const { child, url, ended: exit } = await startGateway(vendors.settings);
    const answer = setStock(url, [globalLinkStock('product-001', 5)]);
    await expect.poll(() => vendors.globalLink.control.requests().length).toBe(1);
    child.kill('SIGTERM');
    await expect.poll(() => statusOf(`${url}/health/ready`)).toBe(503);
    expect(await statusOf(`${url}/health/live`)).toBe(200);
    const refused = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ channels { key } }' }),
    });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await socketRefusal(url)).toBe(503);

    release();
    expect((await answer).results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(await exit).toBe(0);
  });

  it.concurrent('leaves what waits for a webhook to the next start', async ({
    expect,
    startGateway,
    vendors,
  }) => {
    const release = vendors.smaregi.control.hold('webhooks');
    const first = await startGateway(vendors.settings);
    const { id } = accepted(await setStock(first.url, [smaregiStock('567', 3)], { waitMs: 0 }));
    const write = () => vendors.smaregi.control.requests().find(({ path }) => path.endsWith('/stock/bulk'));
    await expect.poll(() => write()?.status).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = await startGateway({ ...vendors.settings, PORT: new URL(first.url).port });
    release();
    expect(resultsOf(await ended(second.url, id)).map(outcomeOf)).toEqual(['APPLIED']);
  });

  it.concurrent('stops with exit code 0 when npm receives the signal', async ({ expect, directory }) => {
    const child = spawn('npm', ['start'], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, PORT: '0', DATA_DIR: `${directory}/data` },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await expect.poll(() => said, { timeout: 60_000 }).toContain('Onshelf is ready at');
    const url = /http:\S+(?=\/graphql)/u.exec(said)?.[0] ?? '';
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });
});
