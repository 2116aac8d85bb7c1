import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, ended, operationOf, outcomeOf, setStock, until } from '../support/client.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { transports } from '../support/streams.ts';
import { graphql } from './generated/gql.ts';
import type { FollowOperationSubscription } from './generated/graphql.ts';

const FollowOperation = graphql(`
  subscription FollowOperation($id: ID!, $after: Int) {
    operationChanged(id: $id, after: $after) {
      sequence
      completed
      operation {
        ...Progress
      }
      results {
        ...Outcome
      }
    }
  }
`);

type Event = FollowOperationSubscription['operationChanged'];
const eventsOf = (all: readonly FollowOperationSubscription[]): readonly Event[] =>
  all.map(({ operationChanged }) => operationChanged);
const isRising = (events: readonly Event[]): boolean =>
  events.every(({ sequence }, at) => at === 0 || sequence > (events[at - 1]?.sequence ?? 0));

describe.each(transports)('following an operation over $transport', ({ subscribe }) => {
  it.concurrent('sends the current state, then each change once, and ends', async ({ start }) => {
    const { url, sandbox } = await start();
    const release = sandbox.globalLink.control.hold('answers');
    const callBack = sandbox.smaregi.control.hold('webhooks');
    const answer = await setStock(
      url,
      [globalLinkStock('product-001', 1), smaregiStock('567', 2), globalLinkStock('product-002', -1)],
      { waitMs: 0 },
    );
    const { id } = accepted(answer);
    const stream = subscribe(url, FollowOperation, { id });
    const { operationChanged: snapshot } = await stream.next();
    expect(snapshot.results.map((one) => one.index)).toEqual([0, 1, 2]);
    expect(snapshot).toMatchObject({
      completed: false,
      operation: { id, status: 'RUNNING', pendingCount: 2, failedCount: 1 },
    });

    const rest = stream.rest();
    release();
    await until(
      () => operationOf(url, id),
      ({ pendingCount }) => pendingCount === 1,
    );
    callBack();
    const events = eventsOf(await rest);
    expect(isRising([snapshot, ...events])).toBe(true);
    expect(events.map(({ completed }) => completed)).toEqual(events.map((_, at) => at === events.length - 1));
    expect(events.every(({ sequence, operation }) => operation.sequence === sequence)).toBe(true);
    const ends = events.flatMap(({ results }) => results).filter(({ status }) => status !== 'PENDING');
    expect(ends.map((one) => [one.index, outcomeOf(one)])).toEqual([
      [0, 'APPLIED'],
      [1, 'APPLIED'],
    ]);
    expect(events.at(-1)?.operation).toMatchObject({ status: 'COMPLETED', appliedCount: 2, pendingCount: 0 });
  });

  it.concurrent('sends everything in one event after the end', async ({ start }) => {
    const { url } = await start();
    const answer = await setStock(url, [
      globalLinkStock('product-001', 1),
      globalLinkStock('missing-001', 1),
    ]);
    const events = eventsOf(await subscribe(url, FollowOperation, { id: accepted(answer).id }).rest());
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ completed: true, sequence: answer.operation?.sequence });
    expect(events[0]?.results).toEqual(answer.results);
  });

  it.concurrent('continues from `after`, without repeats or gaps', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.behave({ latencyMs: 50 });
    // The operation cannot end before the second stream.
    const callBack = sandbox.smaregi.control.hold('webhooks');
    const items = Array.from({ length: 250 }, (_, at) => globalLinkStock(`product-${at}`, at));
    const answer = await setStock(url, [...items, smaregiStock('567', 1)], { waitMs: 0 });
    const { id } = accepted(answer);
    const first = subscribe(url, FollowOperation, { id });
    const seen: Event[] = [(await first.next()).operationChanged, (await first.next()).operationChanged];
    await first.leave();
    const after = seen.at(-1)?.sequence ?? 0;
    callBack();
    await ended(url, id);
    const events = eventsOf(await subscribe(url, FollowOperation, { id, after }).rest());
    expect(isRising([...seen, ...events])).toBe(true);
    expect(events.at(-1)?.completed).toBe(true);
    // The last event of each item has its outcome. Both streams together have all outcomes.
    const last = new Map(
      [...seen, ...events].flatMap(({ results }) => results.map((one) => [one.index, outcomeOf(one)])),
    );
    expect([...last.values()]).toEqual(Array.from({ length: 251 }, () => 'APPLIED'));
    const repeated = events.flatMap(({ results }) => results.map((one) => one.index));
    const endedBefore = seen.flatMap(({ results }) => results.filter(({ status }) => status === 'APPLIED'));
    expect(repeated.filter((index) => endedBefore.some((one) => one.index === index))).toEqual([]);
  });

  it.concurrent('sends only the end after the last sequence', async ({ start }) => {
    const { url } = await start();
    const answer = await setStock(url, [globalLinkStock('product-001', 1)]);
    const variables = { id: accepted(answer).id, after: answer.operation?.sequence ?? 0 };
    const events = eventsOf(await subscribe(url, FollowOperation, variables).rest());
    expect(events).toMatchObject([{ completed: true, results: [] }]);
  });

  it.concurrent('sends the same events to several subscribers', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.behave({ latencyMs: 200 });
    const answer = await setStock(url, [globalLinkStock('product-001', 1)], { waitMs: 0 });
    const { id } = accepted(answer);
    const all = await Promise.all(
      Array.from({ length: 5 }, () => subscribe(url, FollowOperation, { id }).rest()),
    );
    for (const events of all.map(eventsOf)) {
      expect(isRising(events)).toBe(true);
      expect(events.at(-1)).toMatchObject({ completed: true, operation: { appliedCount: 1 } });
      expect(events.at(-1)?.results.map(outcomeOf)).toEqual(['APPLIED']);
    }
  });

  it.concurrent.for(['', 'nonsense', 'T3BlcmF0aW9uOjk5OTk5OQ=='])(
    'is refused for the id "%s"',
    async (id, { start }) => {
      const { url } = await start();
      await expect(subscribe(url, FollowOperation, { id }).next()).rejects.toThrow(/operation/i);
    },
  );
});
