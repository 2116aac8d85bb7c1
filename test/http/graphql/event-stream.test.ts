import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { ExecutionResult } from 'graphql';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { anonymousCaller } from '../../../src/domain/caller.ts';
import { createEventWriter } from '../../../src/http/graphql/streams/event-stream.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const close of cleanups.splice(0)) close();
});

/** A stream of `events` over a real connection; its reader reads only when the test says so. */
const streamOf = async (events: AsyncIterable<ExecutionResult>) => {
  const write = createEventWriter((result) => JSON.stringify(result), new Map());
  let response: ServerResponse | null = null;
  const server = createServer((_request, answer) => {
    response = answer;
    answer.writeHead(200);
    write(events, answer, anonymousCaller);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const reader = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  cleanups.push(
    () => reader.destroy(),
    () => server.close(),
  );
  reader.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  return { reader, isHeldBack: () => response?.writableNeedDrain === true };
};

describe('events on a connection', () => {
  it('are produced no faster than their reader reads, and all arrive', async () => {
    const count = 400;
    let taken = 0;
    const events = (async function* () {
      for (; taken < count; taken += 1) yield { data: { index: taken, text: '~'.repeat(100_000) } };
    })();
    const { reader, isHeldBack } = await streamOf(events);
    await vi.waitUntil(isHeldBack, { timeout: 60_000 });
    const heldAt = taken;
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect(taken).toBe(heldAt);
    expect(taken).toBeLessThan(count);

    let text = '';
    reader.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk.replaceAll('~', '');
    });
    reader.resume();
    await vi.waitUntil(() => text.includes('event: complete'), { timeout: 60_000 });
    expect(text.match(/"index":\d+/gu)).toHaveLength(count);
    expect(taken).toBe(count);
  });

  it('end when their reader leaves while none comes', async () => {
    const left = Promise.withResolvers<string>();
    const events: AsyncIterable<ExecutionResult> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: async () => {
          left.resolve('left');
          return { done: true, value: undefined };
        },
      }),
    };
    const { reader } = await streamOf(events);
    await once(reader.resume(), 'data');
    reader.destroy();
    expect(await left.promise).toBe('left');
  });
});
