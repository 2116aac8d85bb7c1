import { describe, expect, it, onTestFinished } from 'vitest';
import { createInProcessBus } from '../../../src/adapters/in-process/event-bus.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import type { OperationEvent } from '../../../src/core/gateway.ts';
import { watchOperation } from '../../../src/core/subscribe/operation-events.ts';
import { asOperationId, type OperationId } from '../../../src/domain/ids.ts';
import { send, settleAll, type Taken } from '../../contract/journal/given.ts';
import { stockOf } from '../../support/changes.ts';
import { countingBus } from '../../support/operations.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** A running operation of three items, and a function that settles one of them. */
const started = async () => {
  const journal = openSqliteJournal(await temporaryDirectory());
  onTestFinished(() => journal.close());
  const { bus, listeners } = countingBus(createInProcessBus());
  const { operation, request } = await send(
    journal,
    ['1', '2', '3'].map((id) => stockOf(id, 1)),
  );
  const settle = async (index: number, part: Taken = request) => {
    await settleAll(journal, { ...part, rows: part.rows.slice(index, index + 1) });
    bus.operationChanged(operation.id);
  };
  const watch = (after = 0, id: OperationId = operation.id) =>
    watchOperation(id, after, { journal, bus })[Symbol.asyncIterator]();
  return { journal, bus, listeners, settle, watch };
};

const viewOf = ({ value, done }: IteratorResult<OperationEvent>) =>
  done
    ? 'end'
    : [value.sequence, value.items.map((item: { index: number }) => item.index).join(), value.completed];
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('watchOperation', () => {
  it('sends the current state first, then every change, then the end', async () => {
    const { watch, settle, listeners } = await started();
    const events = watch();
    expect(viewOf(await events.next())).toEqual([1, '0,1,2', false]);
    for (const [index, sequence] of [2, 3].entries()) {
      await settle(index);
      expect(viewOf(await events.next())).toEqual([sequence, String(index), false]);
    }
    const last = events.next();
    await settle(2);
    expect(viewOf(await last)).toEqual([4, '2', true]);
    expect(viewOf(await events.next())).toBe('end');
    expect(listeners()).toBe(0);
  });

  it('sends the outcome to a subscriber that comes after the end', async () => {
    const { watch, settle, listeners } = await started();
    for (const index of [0, 1, 2]) await settle(index);
    const events = watch();
    expect(viewOf(await events.next())).toEqual([4, '0,1,2', true]);
    expect(viewOf(await events.next())).toBe('end');
    expect(listeners()).toBe(0);
  });

  it.each([
    { after: 1, first: [3, '0,1', false] },
    { after: 2, first: [3, '1', false] },
    { after: 3, first: [3, '', false] },
  ])('sends a subscriber that knows $after only the later changes', async ({ after, first }) => {
    const { watch, settle } = await started();
    await settle(0);
    await settle(1);
    const events = watch(after);
    expect(viewOf(await events.next())).toEqual(first);
    await events.return?.();
  });

  it('sends the end to a subscriber that knows the last change', async () => {
    const { watch, settle } = await started();
    for (const index of [0, 1, 2]) await settle(index);
    const events = watch(4);
    expect(viewOf(await events.next())).toEqual([4, '', true]);
    expect(viewOf(await events.next())).toBe('end');
  });

  it('combines several changes in one event for a slow reader, and repeats none', async () => {
    const { watch, settle } = await started();
    const events = watch();
    await events.next();
    for (const index of [0, 1, 2]) await settle(index);
    const rest: unknown[] = [];
    for (let event = await events.next(); !event.done; event = await events.next()) rest.push(viewOf(event));
    const indexes = rest.flatMap((event) => String(Array.isArray(event) ? event[1] : '').split(','));
    expect(indexes.filter(Boolean).toSorted()).toEqual(['0', '1', '2']);
    expect(rest.at(-1)).toEqual([4, expect.any(String), true]);
    expect(rest.length).toBeLessThan(4);
  });

  it('ignores a notification without a change', async () => {
    const { watch, bus, settle } = await started();
    const events = watch();
    await events.next();
    const next = events.next();
    bus.operationChanged(asOperationId(1));
    await turn();
    await settle(0);
    expect(viewOf(await next)).toEqual([2, '0', false]);
    await events.return?.();
  });

  it('removes its listener if its reader leaves while it waits', async () => {
    const { watch, listeners } = await started();
    const events = watch();
    await events.next();
    const next = events.next();
    await turn();
    expect(listeners()).toBe(1);
    await events.return?.();
    expect(listeners()).toBe(0);
    expect(viewOf(await next)).toBe('end');
  });

  it('removes its listener if its reader leaves between two reads', async () => {
    const { watch, listeners, settle } = await started();
    const events = watch();
    await events.next();
    await settle(0);
    await turn();
    await events.return?.();
    await turn();
    expect(listeners()).toBe(0);
  });

  it('adds no listener before the first read', async () => {
    const { watch, listeners } = await started();
    watch();
    await turn();
    expect(listeners()).toBe(0);
  });

  it('ends at once for an unknown operation', async () => {
    const { watch, listeners } = await started();
    expect(viewOf(await watch(0, asOperationId(99)).next())).toBe('end');
    expect(listeners()).toBe(0);
  });

  it('fails and removes its listener if the journal fails', async () => {
    const { bus, listeners } = countingBus(createInProcessBus());
    const journal = { operationSince: () => Promise.reject(new Error('no journal')) };
    const events = watchOperation(asOperationId(1), 0, { journal, bus })[Symbol.asyncIterator]();
    await expect(events.next()).rejects.toThrow('no journal');
    expect(listeners()).toBe(0);
  });
});
