import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startGateway } from '../../support/gateway.ts';
import { serve } from '../serve.ts';

const patience = { timeout: 20_000 };
const mebibyte = 1024 * 1024;

const start = async (tighter: Parameters<typeof serve>[1] = {}) =>
  serve((await startGateway({})).gateway, tighter);

type Opened = {
  readonly socket: WebSocket;
  readonly messages: { readonly type: string; readonly id?: string; readonly payload?: unknown }[];
  readonly closed: Promise<readonly [code: number, reason: string]>;
  say(message: object): void;
};

const open = async (url: string): Promise<Opened> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: Opened['messages'] = [];
  socket.on('message', (text) => messages.push(JSON.parse(String(text)))).on('error', () => {});
  const closed = new Promise<readonly [number, string]>((resolve) => {
    socket.once('close', (code, reason) => resolve([code, String(reason)]));
  });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return { socket, messages, closed, say: (message) => socket.send(JSON.stringify(message)) };
};

const acknowledged = async (url: string): Promise<Opened> => {
  const one = await open(url);
  one.say({ type: 'connection_init' });
  await vi.waitFor(() => expect(one.messages).toEqual([{ type: 'connection_ack' }]), patience);
  return one;
};

const subscribe = (id: number, query: string) => ({ id: String(id), type: 'subscribe', payload: { query } });

/** A connection that requested a WebSocket. The test writes its bytes. */
const openRaw = async (url: string): Promise<Socket> => {
  const { host, hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  const head = ['GET /graphql HTTP/1.1', `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket'];
  const more = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
  socket.write(`${[...head, ...more, 'Sec-WebSocket-Protocol: graphql-transport-ws'].join('\r\n')}\r\n\r\n`);
  await once(socket, 'data');
  return socket;
};

/** The head of a text frame with this payload length, masked with zeros. */
const frameHead = (length: number): Buffer => {
  const head = Buffer.alloc(14);
  head[0] = 0x81;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
};

describe('an unacknowledged WebSocket', () => {
  it('D8: may send 16 KB in all, and is closed for more', async () => {
    const url = await start();
    const long = await open(url);
    long.say({ type: 'ping', payload: { text: 'x'.repeat(3.9 * mebibyte) } });
    expect(await long.closed).toEqual([1009, expect.stringContaining('16384 bytes')]);
    const many = await open(url);
    // In one packet: a client that still writes when the server closes gets a reset instead of the code.
    const connection: Socket = Object(many.socket)._socket;
    connection.cork();
    for (let count = 0; count < 200; count += 1) many.socket.ping('x'.repeat(100));
    connection.uncork();
    expect((await many.closed)[0]).toBe(1009);
    const fits = await open(url);
    fits.say({ type: 'connection_init', payload: { text: 'x'.repeat(15_000) } });
    await vi.waitFor(() => expect(fits.messages).toEqual([{ type: 'connection_ack' }]), patience);
  });

  it('D8: is closed after a ping', async () => {
    const one = await open(await start());
    one.say({ type: 'ping' });
    expect(await one.closed).toEqual([4401, 'Ping before connection_init']);
    expect(one.messages).toEqual([]);
  });

  it('D8: is closed if it sends nothing', async () => {
    const url = await start();
    expect((await (await open(url)).closed)[0]).toBe(4408);
    // A client that does not read the close frame either.
    const socket = await openRaw(url);
    socket.pause();
    await vi.waitFor(async () => {
      socket.write('x');
      await delay(50);
      expect(socket.destroyed).toBe(true);
    }, patience);
  });

  it('D8: takes little memory: 150 with an unfinished frame of 4 MB, and 40 that flood pings without reading', async () => {
    const url = await start({ unacknowledgedSockets: 200 });
    const before = process.memoryUsage.rss();
    const unfinished = await Promise.all(Array.from({ length: 150 }, () => openRaw(url)));
    for (const socket of unfinished)
      socket.write(Buffer.concat([frameHead(4 * mebibyte), Buffer.alloc(64 * 1024)]));
    const flooding = await Promise.all(Array.from({ length: 40 }, () => openRaw(url)));
    const ping = Buffer.from(JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(3.9 * mebibyte) } }));
    const flood = Buffer.concat([frameHead(ping.length), ping]);
    for (const socket of flooding) {
      socket.pause();
      socket.write(flood);
    }
    await vi.waitFor(() => {
      const all = [...unfinished, ...flooding];
      for (const socket of all) if (!socket.destroyed) socket.write('x');
      expect(all.filter(({ destroyed }) => !destroyed)).toEqual([]);
    }, patience);
    expect((process.memoryUsage.rss() - before) / mebibyte).toBeLessThan(150);
  });

  it('D8: is refused if there are too many', async () => {
    const url = await start({ unacknowledgedSockets: 2 });
    const [first] = [await open(url), await open(url)];
    const refused = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const [error] = await once(refused, 'error');
    expect(String(error)).toContain('503');
    first?.say({ type: 'connection_init' });
    await vi.waitFor(() => expect(first?.messages).toHaveLength(1), patience);
    await open(url);
  });
});

/** Almost a megabyte of answer. */
const bigQuery = `{ ${Array.from({ length: 14 }, (_, at) => `a${at}: __schema { types { name description fields { name description args { name description } } } }`).join(' ')} }`;
const wide = {
  cost: 1_000_000,
  document: { tokens: 100_000, depth: 50, selections: 10_000, aliases: 100, rootFields: 100, directives: 50 },
};

describe('an acknowledged WebSocket', () => {
  it('D9: gets refusals by id for operations over the limit, and answers for the others', async () => {
    const { gateway } = await startGateway({ callsBack: true });
    const one = await acknowledged(await serve(gateway, { operationsPerConnection: 5 }));
    const mutation = (id: number) =>
      `mutation { setStock(input: { waitMs: 1000, items: [{ channel: "shop", productId: "${id}", quantity: 1 }] }) { replayed } }`;
    for (let id = 0; id < 9; id += 1) one.say(subscribe(id, mutation(id)));
    await vi.waitFor(
      () => expect(one.messages.filter(({ type }) => type === 'complete')).toHaveLength(5),
      patience,
    );
    const refused = one.messages.filter(({ type }) => type === 'error');
    expect(refused.map(({ id }) => id)).toEqual(['5', '6', '7', '8']);
    expect(JSON.stringify(refused[0]?.payload)).toContain('TOO_MANY_OPERATIONS');
    one.say(subscribe(9, '{ __typename }'));
    await vi.waitFor(() => expect(one.messages.at(-1)).toEqual({ id: '9', type: 'complete' }), patience);
  });

  it('D9: is aborted if the fragments of a message take longer than a request may, and not for whole messages', async () => {
    const url = await start({ receiveTimeoutMs: 300 });
    const slow = await acknowledged(url);
    slow.socket.send('{"id":', { fin: false });
    const sending = setInterval(() => {
      slow.socket.send(' ', { fin: false });
      slow.socket.ping();
    }, 50);
    onTestFinished(() => clearInterval(sending));
    expect(await slow.closed).toEqual([1008, 'A message took longer than 300 ms']);
    const idle = await acknowledged(url);
    await delay(600);
    for (let id = 0; id < 3; id += 1) {
      const message = JSON.stringify(subscribe(id, '{ __typename }'));
      idle.socket.send(message.slice(0, 10), { fin: false });
      idle.socket.send(message.slice(10), { fin: true });
      await delay(200);
    }
    await vi.waitFor(
      () => expect(idle.messages.filter(({ type }) => type === 'complete')).toHaveLength(3),
      patience,
    );
    expect(idle.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('D9: counts no open subscription as a waiting operation, nor a completed one', async () => {
    const one = await acknowledged(await start({ operationsPerConnection: 2 }));
    for (let id = 0; id < 10; id += 1) {
      one.say(subscribe(id, 'subscription { stockChanged { quantity } }'));
      await delay(20);
    }
    for (const [at, query] of ['{ __typename }', '{ broken', '{ nothing }', '{ __typename }'].entries()) {
      const id = String(10 + at);
      one.say(subscribe(10 + at, query));
      const isOver = () => one.messages.some(({ type, id: of }) => of === id && /complete|error/u.test(type));
      await vi.waitFor(() => expect(isOver()).toBe(true), patience);
    }
    expect(JSON.stringify(one.messages)).not.toContain('TOO_MANY_OPERATIONS');
  });

  it('D9: takes little memory with 250 large unread answers, and ends', async () => {
    const url = await start({ ...wide, unsentBytes: 4 * mebibyte, sendTimeoutMs: 2_000 });
    const probe = await acknowledged(url);
    probe.say(subscribe(0, bigQuery));
    await vi.waitFor(() => expect(probe.messages.at(-1)?.type).toBe('complete'), patience);
    expect(JSON.stringify(probe.messages[1]).length).toBeGreaterThan(mebibyte / 2);
    const before = process.memoryUsage.rss();
    const one = await acknowledged(url);
    one.socket.pause();
    let highest = 0;
    const watching = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, 20);
    for (let id = 0; id < 250; id += 1) one.say(subscribe(id, bigQuery));
    // The client notices the end when it writes.
    await vi.waitFor(async () => {
      one.socket.ping();
      await delay(50);
      expect(one.socket.readyState).toBe(one.socket.CLOSED);
    }, patience);
    clearInterval(watching);
    expect((highest - before) / mebibyte).toBeLessThan(250);
  });

  it('D9: is closed after a message that only a server sends', async () => {
    const one = await acknowledged(await start());
    one.say({ type: 'next', id: '1', payload: { data: {} } });
    expect((await one.closed)[0]).toBe(4400);
  });
});
