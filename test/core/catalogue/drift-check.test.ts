import { describe, expect, it } from 'vitest';
import { unknownRow } from '../../support/changes.ts';
import { driftWorld, graceMs, keyOf, listeningWorld } from './drift-world.ts';

describe('a change at the vendor without an event', () => {
  it('is drift when the vendor has not explained it in time', async () => {
    const { sell, poll, clock, driftOf, published, count, warned } = await listeningWorld();
    sell('1', 3);
    await poll();
    clock.skip(graceMs / 2);
    await poll();
    expect([await driftOf('1'), count()]).toEqual([null, 0]);
    published.length = 0;
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), count()]).toEqual(['10 7', 1]);
    expect(published).toEqual(['1']);
    expect(warned).toEqual([{ channel: 'shop', levels: 1 }]);
    await poll();
    expect(warned).toHaveLength(1);
  });

  it('is found by a live read too, and read once more before it is reported', async () => {
    const { sell, readLive, poll, clock, driftOf, reads, openIn } = await listeningWorld();
    sell('1', 3);
    await readLive('1');
    expect(await openIn()).toHaveLength(1);
    clock.skip(graceMs);
    reads.length = 0;
    await poll();
    expect(reads).toEqual([1]);
    expect(await driftOf('1')).toBe('10 7');
  });

  it('is no drift if it is taken back', async () => {
    const { sell, poll, clock, driftOf, openIn } = await listeningWorld();
    sell('1', 3);
    await poll();
    sell('1', -3);
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
  });

  it('is no drift of a level that the gateway never set', async () => {
    const { sell, poll, clock, vendor, openIn } = await listeningWorld();
    vendor.setLevel('2', '1', 5);
    await poll();
    sell('2', 1);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect(await openIn()).toEqual([]);
  });

  it('stays undecided while the vendor cannot be read', async () => {
    const { sell, poll, readLive, clock, driftOf, vendor, openIn, channel, count } = await listeningWorld();
    sell('1', 3);
    await readLive('1');
    clock.skip(graceMs);
    const { readStock } = channel;
    Object.assign(channel, {
      readStock: async (...about: Parameters<typeof readStock>) => {
        vendor.state.isAway = true;
        const found = await readStock(...about);
        vendor.state.isAway = false;
        return found;
      },
    });
    await poll();
    expect([await driftOf('1'), (await openIn()).length, count()]).toEqual([null, 1, 0]);
    Object.assign(channel, { readStock });
    await poll();
    expect(await driftOf('1')).toBe('10 7');
  });
});

describe('a sale', () => {
  it.each([
    [
      'before',
      async (world: Awaited<ReturnType<typeof listeningWorld>>) => {
        await world.receive(world.sell('1', 3));
        await world.poll();
      },
    ],
    [
      'after',
      async (world: Awaited<ReturnType<typeof listeningWorld>>) => {
        const event = world.sell('1', 3);
        await world.poll();
        await world.readLive('1');
        await world.receive(event);
      },
    ],
  ])('is no drift if its event comes %s the poll', async (_name, play) => {
    const world = await listeningWorld();
    await play(world);
    world.clock.skip(graceMs);
    await world.poll();
    expect(await world.driftOf('1')).toBe(null);
    // It moved the expected quantity along.
    world.sell('1', 2);
    await world.poll();
    world.clock.skip(graceMs);
    await world.poll();
    expect(await world.driftOf('1')).toBe('7 5');
  });

  it('moves the expected quantity of a level with drift', async () => {
    const { sell, receive, poll, clock, driftOf } = await listeningWorld();
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    await poll();
    await receive(sell('1', 1));
    expect(await driftOf('1')).toBe('9 6');
  });

  it('with several events in one read may explain the drift', async () => {
    const { sell, receive, poll, clock, driftOf } = await listeningWorld();
    const late = sell('1', 3);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect(await driftOf('1')).toBe('10 7');
    await receive(late, sell('1', 1));
    expect(await driftOf('1')).toBe(null);
  });

  it('is no drift while its event waits to be processed', async () => {
    const { sell, poll, readLive, clock, driftOf, journal, channel, changeOf, openIn } =
      await listeningWorld();
    sell('1', 3);
    await readLive('1');
    clock.skip(graceMs);
    const { id } = await journal.storeEvent(
      channel.id,
      { type: 'stock', changes: [changeOf('1')] },
      clock.now(),
      true,
    );
    await poll();
    expect([await driftOf('1'), (await openIn()).length]).toEqual([null, 1]);
    await journal.removeEvent(id);
    await poll();
    expect(await driftOf('1')).toBe('10 7');
  });

  it('is no drift if its event comes while the level is read once more', async () => {
    const { sell, poll, clock, driftOf, journal, channel, changeOf, world } = await listeningWorld();
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    world.duringRead = async () => {
      await journal.storeEvent(channel.id, { type: 'stock', changes: [changeOf('1')] }, clock.now(), true);
    };
    await poll();
    expect(await driftOf('1')).toBe(null);
  });

  it('of very many levels in one event is no drift', async () => {
    const { sell, receive, poll, clock, driftOf, polled, changeOf, openIn } = await listeningWorld();
    const others = Array.from({ length: 600 }, (_, at) => changeOf(String(1_000 + at)));
    await receive(sell('1', 3), ...others);
    expect(polled).toEqual([false]);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
  });
});

describe('a difference that the gateway cannot check', () => {
  it('is accepted on a channel that takes no events', async () => {
    const { sell, poll, write, clock, driftOf, openIn } = await driftWorld({ hasEvents: false });
    await write('1', 10);
    await poll();
    clock.skip(graceMs + 1_000);
    await poll();
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
  });

  it('is accepted on a channel that never received an event', async () => {
    const { sell, poll, write, clock, driftOf, openIn } = await driftWorld();
    await write('1', 10);
    await poll();
    clock.skip(graceMs + 1_000);
    await poll();
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
  });

  it.each([
    ['', ['1']],
    [', and that waits in part', ['1', '2']],
  ])('is accepted after a read that only the gateway asked for%s', async (_name, products) => {
    const { sell, poll, write, readLater, clock, driftOf, openIn } = await driftWorld();
    await write('1', 10);
    await write('2', 5, null);
    await poll();
    clock.skip(graceMs + 1_000);
    await readLater(...products);
    await poll();
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
  });

  it('is accepted where the events have stopped since the level was set', async () => {
    const { sell, poll, write, clock, driftOf, openIn } = await listeningWorld();
    clock.skip(60_000);
    await write('1', 20);
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
  });

  it('is accepted after a start, because events may have been lost before', async () => {
    const { sell, poll, restart, clock, driftOf, openIn } = await listeningWorld();
    sell('1', 3);
    restart();
    await poll();
    expect(await openIn()).toEqual([]);
    // A row may become visible late.
    clock.skip(graceMs / 2);
    sell('1', 1);
    await poll();
    clock.skip(2 * graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
    sell('1', 2);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect(await driftOf('1')).toBe('6 4');
  });
});

describe('a change by the gateway', () => {
  it('ends the drift', async () => {
    const { sell, poll, write, receive, clock, driftOf, count } = await listeningWorld();
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    await poll();
    expect(await driftOf('1')).toBe('10 7');
    await receive(await write('1', 12));
    await poll();
    expect([await driftOf('1'), count()]).toEqual([null, 0]);
  });

  it('is no drift while it is unfinished, although reads see its quantity', async () => {
    const { poll, readLive, write, clock, driftOf, openIn } = await listeningWorld();
    await write('1', 12, null);
    await readLive('1');
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), (await openIn()).length]).toEqual([null, 1]);
  });

  it('with an unknown outcome leaves no expected quantity', async () => {
    const { poll, write, sell, clock, driftOf, openIn } = await listeningWorld();
    await write('1', 12, () => unknownRow);
    await poll();
    sell('1', 1);
    clock.skip(graceMs);
    await poll();
    expect([await driftOf('1'), await openIn()]).toEqual([null, []]);
  });

  it('that changes the quantity during the check is no drift', async () => {
    const { sell, poll, write, clock, driftOf, world } = await listeningWorld();
    sell('1', 3);
    await poll();
    clock.skip(graceMs);
    world.duringRead = async () => {
      world.duringRead = async () => {};
      await write('1', 12);
    };
    await poll();
    expect(await driftOf('1')).toBe(null);
  });
});

it('decides more differences than one read has', async () => {
  const { sell, poll, write, receive, clock, count, journal } = await listeningWorld();
  const ids = Array.from({ length: 520 }, (_, at) => String(100 + at));
  for (const id of ids) await write(id, 10);
  await receive(await write('1', 10));
  await poll();
  for (const id of ids) sell(id, 1);
  await poll();
  clock.skip(graceMs);
  await poll();
  expect(count()).toBe(520);
  expect(await journal.drifts([keyOf('619')])).toMatchObject([{ expected: 10, actual: 9 }]);
});
