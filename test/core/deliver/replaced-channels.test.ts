import { describe, expect, it, vi } from 'vitest';
import type { Channel } from '../../../src/ports/channel.ts';
import {
  appliesAll,
  type Behaviour,
  type FakeSettings,
  fakeChannel,
  unavailable,
} from '../../support/fake-channel.ts';
import { failureOf, row, rows, startGateway, until } from '../../support/gateway.ts';

/** A vendor that answers each request when the test says so. */
const onCommand = () => {
  const held: (() => void)[] = [];
  const behave: Behaviour = async (sent, number) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return appliesAll(sent, number);
  };
  return { behave, answerOne: () => held.shift()?.(), held };
};

/** The same account with new settings. It records when the channel was closed. */
const another = (settings: FakeSettings = {}) => {
  const vendor = fakeChannel(settings);
  const close = vi.fn(async () => {});
  const channel: Channel = { ...vendor.channel, close };
  return { ...vendor, channel, close };
};

const oneByOne = { concurrency: 1 };

describe('a channel that is replaced', () => {
  it('finishes its running requests, and the replacement sends the next ones', async () => {
    const vendor = onCommand();
    const gateway = await startGateway({ behave: vendor.behave, limits: oneByOne });
    const old = another({ behave: vendor.behave, limits: oneByOne });
    gateway.channels.replace([old.channel]);
    const first = await gateway.submit([row('1', 1)], { waitMs: 0 });
    await until(() => old.sent.length === 1);
    const second = await gateway.submit([row('1', 2), row('2', 2)], { waitMs: 0 });
    const next = another();
    gateway.channels.replace([next.channel]);
    expect(old.close).not.toHaveBeenCalled();
    expect(next.sent).toEqual([]);
    vendor.answerOne();
    await until(async () => (await gateway.statesOf(second.operation)).every((state) => state === 'APPLIED'));
    expect(await gateway.statesOf(first.operation)).toEqual(['APPLIED']);
    expect(old.requests()).toEqual(['1']);
    expect(next.requests().join(' ').split(' ').toSorted()).toEqual(['1', '2']);
    await until(() => old.close.mock.calls.length === 1);
    expect(next.close).not.toHaveBeenCalled();
  });

  it('sends a retry through the replacement', async () => {
    const gateway = await startGateway();
    const next = another();
    const old = another({
      behave: () => {
        gateway.channels.replace([next.channel]);
        return unavailable();
      },
    });
    gateway.channels.replace([old.channel]);
    const { operation } = await gateway.submit(rows('1'));
    expect(await gateway.statesOf(operation)).toEqual(['APPLIED']);
    expect([old.requests(), next.requests()]).toEqual([['1'], ['1']]);
    expect(old.close).toHaveBeenCalledTimes(1);
  });

  it('applies the new limits at once, also to waiting items', async () => {
    const { behave, held } = onCommand();
    const settings = { behave, maxRows: 1 };
    const gateway = await startGateway({ ...settings, limits: oneByOne });
    await gateway.submit(rows('1', '2', '3', '4', '5'), { waitMs: 0 });
    await until(() => held.length === 1);
    const wider = another({ ...settings, limits: { concurrency: 3 } });
    gateway.channels.replace([wider.channel]);
    await until(() => held.length === 3);
    await new Promise((resolve) => setImmediate(resolve));
    expect(gateway.gateway.healthOf(wider.channel).requestsInFlight).toBe(3);
    expect(wider.requests()).toEqual(['2', '3']);

    const narrower = another({ ...settings, limits: oneByOne });
    gateway.channels.replace([narrower.channel]);
    for (const answer of held.splice(0)) answer();
    await until(() => narrower.sent.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(gateway.gateway.healthOf(narrower.channel).requestsInFlight).toBe(1);
    expect(narrower.requests()).toEqual(['4']);
  });
});

describe('a removed channel', () => {
  it('finishes its running requests, keeps waiting items, and continues in order when it is added again', async () => {
    const vendor = onCommand();
    const gateway = await startGateway({ behave: vendor.behave, limits: oneByOne });
    const first = await gateway.submit([row('1', 1)], { waitMs: 0 });
    await until(() => gateway.sent.length === 1);
    const second = await gateway.submit([row('1', 2)], { waitMs: 0 });
    const third = await gateway.submit([row('1', 3), row('2', 3)], { waitMs: 0 });
    gateway.channels.replace([]);
    vendor.answerOne();
    await until(async () => (await gateway.statesOf(first.operation))[0] === 'APPLIED');
    const refused = await gateway.submit(rows('1'));
    expect(failureOf(refused.items[0])?.code).toBe('UNKNOWN_CHANNEL');
    await new Promise((resolve) => setImmediate(resolve));
    expect(gateway.sent).toHaveLength(1);
    expect(await gateway.statesOf(third.operation)).toEqual(['QUEUED', 'QUEUED']);

    const next = another();
    gateway.channels.replace([next.channel]);
    await until(async () => (await gateway.statesOf(third.operation)).every((state) => state === 'APPLIED'));
    expect(await gateway.statesOf(second.operation)).toEqual(['SUPERSEDED']);
    expect(next.sent.flatMap((sent) => sent.rows.map((each) => each.quantity))).toEqual([3, 3]);
  });

  it('still accepts the awaited callbacks', async () => {
    const gateway = await startGateway({ callsBack: true });
    const { operation } = await gateway.submit(rows('1'), { waitMs: 0 });
    await until(async () => (await gateway.statesOf(operation))[0] === 'AWAITING_CALLBACK');
    gateway.channels.replace([]);
    expect(await gateway.callBack(1, { id: 'v-1', applied: ['1'] })).toBe('TAKEN');
    expect(await gateway.statesOf(operation)).toEqual(['APPLIED']);
  });

  it('leaves its items in the journal over a restart, until it is added again', async () => {
    const first = await startGateway({ behave: () => new Promise<never>(() => {}), limits: oneByOne });
    await first.submit(rows('1'), { waitMs: 0 });
    await until(() => first.sent.length === 1);
    const { operation } = await first.submit(rows('2'), { waitMs: 0 });
    await first.close();

    const next = await startGateway({}, { directory: first.directory, isConfigured: false });
    await next.recover();
    expect(await next.statesOf(operation)).toEqual(['QUEUED']);
    next.channels.replace([another().channel]);
    await until(async () => (await next.statesOf(operation))[0] === 'APPLIED');
  });

  it('keeps its open circuit breaker when it is added again', async () => {
    const failing = another({ behave: () => unavailable(), maxRows: 1, limits: { concurrency: 10 } });
    const gateway = await startGateway();
    gateway.channels.replace([failing.channel]);
    const items = rows(...Array.from({ length: 40 }, (_, at) => `p${at}`));
    const { operation } = await gateway.submit(items, { waitMs: 0 });
    const health = () => gateway.gateway.healthOf(failing.channel);
    await until(() => health().status === 'DOWN' && health().requestsInFlight === 0);
    gateway.channels.replace([]);
    const next = another({ maxRows: 1 });
    const opened = (await gateway.logOf(operation)).length;
    gateway.channels.replace([next.channel]);
    // Enough turns of the event loop for a queue that wrongly continues to open further requests.
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(await gateway.logOf(operation)).toHaveLength(opened);
    await until(async () => !(await gateway.statesOf(operation)).includes('QUEUED'));
    expect(next.sent.length).toBeGreaterThan(0);
  });
});
