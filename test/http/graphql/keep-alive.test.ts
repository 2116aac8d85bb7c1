import { describe, expect, it, vi } from 'vitest';
import { createKeepAlive } from '../../../src/http/graphql/keep-alive.ts';

const patience = { timeout: 60_000 };

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('a pulse', () => {
  it('beats for every stream, again and again', async () => {
    const beats = new Map<object, number>();
    const pulse = createKeepAlive<object>((stream) => beats.set(stream, (beats.get(stream) ?? 0) + 1), 1);
    const streams = [{}, {}];
    for (const stream of streams) pulse.add(stream);
    await vi.waitUntil(() => streams.every((stream) => (beats.get(stream) ?? 0) >= 3), patience);
    for (const stream of streams) pulse.remove(stream);
  });

  it('stops with its last stream, and begins again with the next', async () => {
    const beats: string[] = [];
    const pulse = createKeepAlive<{ readonly name: string }>(({ name }) => beats.push(name), 1);
    const [first, second] = [{ name: 'first' }, { name: 'second' }];
    pulse.add(first);
    pulse.add(second);
    pulse.remove(first);
    await vi.waitUntil(() => beats.length > 1, patience);
    expect(new Set(beats)).toEqual(new Set(['second']));
    pulse.remove(second);
    const count = beats.length;
    await turns(50);
    expect(beats).toHaveLength(count);
    pulse.add(first);
    await vi.waitUntil(() => beats.includes('first'), patience);
    pulse.remove(first);
  });
});
