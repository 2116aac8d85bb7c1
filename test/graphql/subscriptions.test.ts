import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { OperationEvent } from '../../src/core/gateway.ts';
import { asClientId } from '../../src/domain/ids.ts';
import { fakeGateway } from './fake-gateway.ts';
import { at, globalLink, item, operation, stockLevel } from './fixtures.ts';
import { follow } from './run.ts';

const idOf = (id: number) => Buffer.from(`Operation:${id}`).toString('base64');

describe('an operation subscription', () => {
  const source = `subscription ($id: ID, $after: Int) {
    operationChanged(id: $id, after: $after) {
      sequence
      completed
      operation { status vendorRequests { rows } }
      results { index }
    }
  }`;
  const event = (sequence: number, completed: boolean): OperationEvent => ({
    sequence,
    operation: operation(7, { completedAt: completed ? at : null }),
    items: [item(sequence, { state: 'QUEUED', deadline: at })],
    completed,
  });

  it('sends events to the end, each read again', async () => {
    const events = (async function* () {
      yield event(1, false);
      yield event(2, true);
    })();
    const { gateway, watched, calls } = fakeGateway({ operations: [operation(7)], events });
    const stream = await follow(gateway, source, { id: idOf(7), after: 3 });
    expect(await stream.next()).toEqual({
      data: {
        operationChanged: {
          sequence: 1,
          completed: false,
          operation: { status: 'RUNNING', vendorRequests: [{ rows: 7 }] },
          results: [{ index: 1 }],
        },
      },
    });
    expect(await stream.next()).toMatchObject({
      data: { operationChanged: { sequence: 2, completed: true, operation: { status: 'COMPLETED' } } },
    });
    expect(await stream.next()).toBeNull();
    expect(watched).toEqual([{ id: 7, after: 3 }]);
    expect(calls).toEqual(['operations', 'requestsOf', 'requestsOf']);
  });

  it('returns its source at once, even while it waits', async () => {
    const onReturn = vi.fn();
    const end = Promise.withResolvers<IteratorResult<OperationEvent, undefined>>();
    const events: AsyncIterableIterator<OperationEvent, undefined> = {
      next: () => end.promise,
      return: () => {
        onReturn();
        end.resolve({ done: true, value: undefined });
        return end.promise;
      },
      [Symbol.asyncIterator]: () => events,
    };
    const { gateway } = fakeGateway({ operations: [operation(7)], events });
    const stream = await follow(gateway, source, { id: idOf(7) });
    const waiting = stream.next();
    await turn();
    expect(onReturn).not.toHaveBeenCalled();
    await stream.leave();
    expect(onReturn).toHaveBeenCalledOnce();
    expect(await waiting).toBeNull();
  });

  it('follows the newest operation of the caller without an id', async () => {
    const events = (async function* () {
      yield event(1, true);
    })();
    const operations = [operation(7), operation(8), operation(9, { client: asClientId('another') })];
    const { gateway, watched } = fakeGateway({ operations, events });
    const stream = await follow(gateway, source);
    expect(await stream.next()).toMatchObject({ data: { operationChanged: { sequence: 1 } } });
    expect(watched).toEqual([{ id: 8, after: 0 }]);
  });

  it('is refused without an id for a caller without operations', async () => {
    const { gateway, watched } = fakeGateway({
      operations: [operation(9, { client: asClientId('another') })],
    });
    await expect(follow(gateway, source)).rejects.toMatchObject({
      errors: [{ message: 'The caller has no operation.', extensions: { code: 'OPERATION_NOT_FOUND' } }],
    });
    expect(watched).toEqual([]);
  });

  it.each([
    ['unknown', idOf(8)],
    ["another client's", idOf(9)],
    ['malformed', 'x'],
  ])('is refused for %s as an id', async (_what, id) => {
    const operations = [operation(7), operation(9, { client: asClientId('another') })];
    const { gateway, watched } = fakeGateway({ operations });
    await expect(follow(gateway, source, { id })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_NOT_FOUND' } }],
    });
    expect(watched).toEqual([]);
  });

  it('is refused for an invalid sequence', async () => {
    const { gateway } = fakeGateway({ operations: [operation(7)] });
    await expect(follow(gateway, source, { id: idOf(7), after: -1 })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

describe('a stock subscription', () => {
  const source = `subscription ($filter: StockFilter, $snapshot: Boolean) {
    stockChanged(filter: $filter, snapshot: $snapshot) { productId quantity pending }
  }`;
  const one = stockLevel('1', 10);
  const two = stockLevel('2', 20);
  const other = stockLevel('1', 30, globalLink);
  const changed = (productId: string, quantity: number) => ({
    data: { stockChanged: { productId, quantity, pending: false } },
  });
  const world = () => fakeGateway({ levels: [one, two, other] });

  it('sends the current level', async () => {
    const { gateway, publishStock, world: held } = world();
    const stream = await follow(gateway, source);
    const first = stream.next();
    await turn();
    publishStock(one);
    expect(await first).toEqual(changed('1', 10));
    publishStock(two);
    held.levels = [{ ...two, quantity: 21 }];
    expect(await stream.next()).toEqual(changed('2', 21));
    await stream.leave();
  });

  it('sends only the requested channel and products', async () => {
    const { gateway, publishStock } = world();
    const stream = await follow(gateway, source, {
      filter: { channels: ['global-link'], productIds: ['1', '3'] },
    });
    const first = stream.next();
    await turn();
    publishStock(one);
    publishStock(two);
    publishStock(stockLevel('2', 1, globalLink));
    publishStock(other);
    expect(await first).toEqual(changed('1', 30));
    await stream.leave();
  });

  it('sends nothing for an empty list of products', async () => {
    const { gateway, publishStock, calls } = world();
    const stream = await follow(gateway, source, { filter: { productIds: [] } });
    const first = stream.next();
    await turn();
    publishStock(one);
    await turn();
    expect(calls).toEqual([]);
    await stream.leave();
    expect(await first).toBeNull();
  });

  it('sends many changes once to a slow consumer, and reads them together', async () => {
    const { gateway, publishStock, calls, world: held } = world();
    const stream = await follow(gateway, source);
    const first = stream.next();
    await turn();
    publishStock(other);
    await first;
    calls.length = 0;
    for (let quantity = 1; quantity <= 1000; quantity += 1) {
      held.levels = [{ ...one, quantity }, two];
      publishStock(one);
      publishStock(two);
    }
    expect(await stream.next()).toEqual(changed('1', 1000));
    expect(await stream.next()).toEqual(changed('2', 20));
    expect(calls.filter((call) => call === 'stockLevels')).toHaveLength(1);
    const next = stream.next();
    await turn();
    await stream.leave();
    expect(await next).toBeNull();
  });

  it('leaves no listener: not while it waits, not before the first event, not after a failed read', async () => {
    const { gateway, stockListeners, publishStock } = world();
    const waiting = await follow(gateway, source);
    const pending = waiting.next();
    await turn();
    expect(stockListeners.size).toBe(1);
    await waiting.leave();
    expect(stockListeners.size).toBe(0);
    expect(await pending).toBeNull();
    publishStock(one);

    const unread = await follow(gateway, source);
    await unread.leave();
    expect(stockListeners.size).toBe(0);

    Object.assign(gateway.reads, { stockLevels: () => Promise.reject(new Error('the disk is full')) });
    const failing = await follow(gateway, source);
    const failed = failing.next();
    await turn();
    publishStock(one);
    await expect(failed).rejects.toThrow();
    expect(stockListeners.size).toBe(0);
  });
});
