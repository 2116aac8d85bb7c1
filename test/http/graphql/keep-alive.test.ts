import { describe, expect, it, vi } from 'vitest';
import { createKeepAlive } from '../../../src/http/graphql/streams/keep-alive.ts';

const patience = { timeout: 60_000 };

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('createKeepAlive', () => {
  it('calls back for every stream at an interval', async () => {
    const beats = new Map<object, number>();
    const keepAlive = createKeepAlive<object>((stream) => beats.set(stream, (beats.get(stream) ?? 0) + 1), 1);
    const streams = [{}, {}];
    for (const stream of streams) keepAlive.add(stream);
    await vi.waitUntil(() => streams.every((stream) => (beats.get(stream) ?? 0) >= 3), patience);
    for (const stream of streams) keepAlive.remove(stream);
  });

  it('stops with the last stream, and starts again with the next', async () => {
    const beats: string[] = [];
    const keepAlive = createKeepAlive<{ readonly name: string }>(({ name }) => beats.push(name), 1);
    const [first, second] = [{ name: 'first' }, { name: 'second' }];
    keepAlive.add(first);
    keepAlive.add(second);
    keepAlive.remove(first);
    await vi.waitUntil(() => beats.length > 1, patience);
    expect(new Set(beats)).toEqual(new Set(['second']));
    keepAlive.remove(second);
    const count = beats.length;
    await turns(50);
    expect(beats).toHaveLength(count);
    keepAlive.add(first);
    await vi.waitUntil(() => beats.includes('first'), patience);
    keepAlive.remove(first);
  });
});
