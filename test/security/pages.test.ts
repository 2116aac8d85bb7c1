import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { vendorCallsOf } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';
import { mutation, send } from './ask.ts';
import { sharedGateway } from './shared-gateway.ts';

const { app, url } = sharedGateway({ isOpen: true });

const origin = 'https://evil.example';
const change = mutation([globalLinkStock('product-666', 1)]);
const body = JSON.stringify(change);

const post = (contentType: string | null, sent: string) =>
  send(`${url()}/graphql`, {
    method: 'POST',
    headers: { origin, ...(contentType !== null && { 'content-type': contentType }) },
    body: sent,
  });

const isUntouched = () => expect(vendorCallsOf(app()).join()).not.toContain('product-666');
const writes = () => app().sandbox.globalLink.control.writes();

const connected = (headers: Record<string, string>): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${url().replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers,
    });
    socket.once('error', (error) => resolve(error.message));
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
  });

describe('a page of another site', () => {
  it('that posts a form', async () => {
    const before = writes().length;
    const boundary = 'x';
    const operations = `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${body}\r\n--x--\r\n`;
    for (const [type, sent] of [
      ['application/x-www-form-urlencoded', `query=${encodeURIComponent(change.query)}`],
      ['text/plain', body],
      ['text/plain; application/json', body],
      ['text/plain;charset="application/json"', body],
      [`multipart/form-data; boundary=${boundary}`, operations],
      ['application/graphql', change.query],
      ['application/json-patch', body],
      [' , application/json', body],
      ['', body],
      [null, body],
    ] as const) {
      const { status, headers } = await post(type, sent);
      expect([type, status, headers['access-control-allow-origin']]).toEqual([type, 415, undefined]);
    }
    expect(writes()).toHaveLength(before);
    isUntouched();
  });

  it('that opens a URL', async () => {
    const before = writes().length;
    const item = 'channel: "global-link", productId: "product-666", quantity: 1';
    const text = `mutation { setStock(input: { items: [{ ${item} }] }) { replayed } }`;
    for (const accept of ['*/*', 'application/json', 'text/event-stream', 'multipart/mixed']) {
      const address = `${url()}/graphql?${new URLSearchParams({ query: text })}`;
      const { status } = await send(address, { headers: { origin, accept } });
      expect([accept, [405, 406].includes(status ?? 0)]).toEqual([accept, true]);
    }
    expect(writes()).toHaveLength(before);
  });

  it('that sends a preflight', async () => {
    const asking = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const { headers } = await send(`${url()}/graphql`, { method: 'OPTIONS', headers: asking });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    for (const other of [origin, 'null', `${url()}.evil.example`, 'http://127.0.0.1:1', 'file://']) {
      expect(await connected({ origin: other }), other).toContain('403');
    }
    expect(await connected({ origin: url() })).toBe('open');
  });

  it('whose host name points to this machine', async () => {
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '127.0.0.1@evil.example',
    ]) {
      const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' };
      expect((await send(`${url()}/graphql`, { method: 'POST', headers, body })).status, host).toBe(421);
      expect(await connected({ host, origin: `http://${host}` }), host).toContain('421');
    }
    isUntouched();
  });

  it('that embeds an answer as a frame or a script', async () => {
    const { headers } = await send(`${url()}/graphql?query=%7B__typename%7D`, { headers: { origin } });
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const page = await send(`${url()}/graphql?query=</script><script>alert(1)</script>`, {
      headers: { accept: 'text/html' },
    });
    expect([page.status, page.text.includes('alert(1)')]).toEqual([200, false]);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
