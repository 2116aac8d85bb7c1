import { describe, expect, it } from 'vitest';
import type { Log } from '../../../src/ports/log.ts';
import { closedWeb } from '../../support/defaults.ts';
import { startGateway } from '../../support/gateway.ts';
import { serve } from '../serve.ts';

const admin = 'https://admin.example';

const start = async (corsOrigins: readonly string[]) => {
  const lines: unknown[] = [];
  const ignore = () => {};
  const log: Log = {
    debug: ignore,
    info: ignore,
    error: ignore,
    warn: (line: unknown) => void lines.push(line),
  };
  const web = { ...closedWeb, corsOrigins: new Set(corsOrigins) };
  return { url: await serve((await startGateway({})).gateway, {}, { log, web }), lines };
};

const preflight = (url: string, origin: string, method = 'POST') =>
  fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'accept' },
  });

describe('a page of an unlisted origin', () => {
  it.each([[[]], [[admin]]])(
    'C6: is refused with a reason, and the log names it once, with %s',
    async (listed) => {
      const { url, lines } = await start(listed);
      for (const method of ['POST', 'GET', 'DELETE']) {
        const refused = await preflight(url, 'https://shop.example', method);
        expect(refused.status).toBe(403);
        expect(refused.headers.get('vary')).toBe('Origin');
        expect(refused.headers.get('access-control-allow-origin')).toBeNull();
        expect(await refused.json()).toEqual({
          errors: [
            {
              message: expect.stringMatching(/https:\/\/shop\.example is not allowed.*CORS_ORIGINS/u),
              extensions: { code: 'ORIGIN_NOT_ALLOWED' },
            },
          ],
        });
      }
      expect(lines).toEqual([{ origin: 'https://shop.example', setting: 'CORS_ORIGINS', leftOut: 0 }]);
    },
  );

  it('C6: gets an explanation if it has no origin', async () => {
    const { url } = await start([admin]);
    const refused = await preflight(url, 'null');
    expect([refused.status, (await refused.text()).includes('no origin of its own')]).toEqual([403, true]);
  });

  it('C6: is named in the log even if its request needs no preflight', async () => {
    const { url, lines } = await start([]);
    const address = `${url}/graphql?query=${encodeURIComponent('{ __typename }')}`;
    await fetch(address, { headers: { origin: 'https://shop.example' } });
    expect(lines).toHaveLength(1);
  });

  it('C6: is not named if it is of the gateway itself or listed', async () => {
    const { url, lines } = await start([admin]);
    for (const origin of [url, admin]) {
      const answer = await fetch(`${url}/graphql?query=%7B__typename%7D`, { headers: { origin } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-request-id')).not.toBeNull();
    }
    expect(lines).toEqual([]);
  });
});
