import { anonymousCaller } from '../../../src/domain/caller.ts';
import { anonymousClient, type OperationId } from '../../../src/domain/ids.ts';
import type { Item, Outcome } from '../../../src/domain/item.ts';
import { isPending } from '../../../src/domain/item.ts';
import type { Call, ClientLog, Repair, Request, Subscription } from './client-log.ts';
import type { Generation } from './generation.ts';
import { inputs, smaregiTarget, stockKeyIn, timeOf } from './inputs.ts';
import { lostIn } from './losses.ts';
import type { Command, ItemSpec } from './program.ts';
import { buffer, specsOf } from './skus.ts';
import type { World } from './world.ts';

/** Each repair names it, so that its operation is known. The gateway does not know it. */
export const unknownProduct = '9';

type Mutate = Extract<Command, { type: 'mutate' }>;
type SetSkus = Extract<Command, { type: 'set-skus' }>;
type Retry = Extract<Command, { type: 'retry' }>;

const isEnd = (progress: Item['progress']): progress is Outcome => !isPending(progress.state);

/** The callers and subscribers of a run. They lose their connection when the gateway is killed. */
export const createClients = (world: World, clientLog: ClientLog) => {
  const underWay = new Set<Promise<void>>();
  const seen = new Map<string, Outcome>();
  let nextValue = 1;

  const follow = async (following: Subscription): Promise<void> => {
    const { gateway } = await world.living();
    const after = following.events.at(-1)?.sequence ?? 0;
    for await (const event of gateway.watchOperation(following.id, after)) {
      const last = following.events.at(-1);
      if (last && event.sequence < last.sequence)
        clientLog.problems.push(`An event of ${following.id} went back`);
      following.events.push(event);
      for (const item of event.items) following.items.set(item.index, item);
      if (event.completed) following.isOver = true;
    }
  };
  const startFollowing = (id: OperationId): void => {
    if (clientLog.subscriptions.some((one) => one.id === id)) return;
    const following = { id, events: [], items: new Map(), isOver: false };
    clientLog.subscriptions.push(following);
    void follow(following).catch(() => {});
  };

  const call = async (request: Request): Promise<void> => {
    const generation = await world.living();
    const made: Call = { startedAt: Date.now(), answer: null, answeredAt: Number.POSITIVE_INFINITY };
    request.calls.push(made);
    const { submission, skus } = request;
    const { gateway } = generation;
    const submitted = skus ? gateway.setSkuStock({ ...submission, items: skus }) : gateway.submit(submission);
    const answering = submitted.catch((error: unknown) => {
      if (generation.isAlive()) clientLog.problems.push(`A mutation broke off: ${String(error)}`);
      return null;
    });
    const answer = await Promise.race([answering, generation.death]);
    if (!generation.isAlive()) return;
    made.answer = answer;
    made.answeredAt = Date.now();
    if (answer?.type === 'accepted') startFollowing(answer.operation.id);
  };
  const send = (request: Request, isAwaited: boolean): Promise<void> => {
    const calling = call(request).finally(() => underWay.delete(calling));
    underWay.add(calling);
    return isAwaited ? calling : Promise.resolve();
  };

  const cancel = async (operationId: OperationId): Promise<void> => {
    const generation = await world.living();
    const caller = anonymousCaller;
    const answering = generation.gateway.cancel({ operationId, caller }).catch((error: unknown) => {
      if (generation.isAlive()) clientLog.problems.push(`A cancellation broke off: ${String(error)}`);
      return null;
    });
    const answer = await Promise.race([answering, generation.death]);
    if (!answer || !generation.isAlive()) return;
    if (answer.type !== 'canceled') clientLog.problems.push(`Operation ${operationId} was not canceled`);
    else
      clientLog.canceled.set(operationId, (clientLog.canceled.get(operationId) ?? 0) + answer.canceledCount);
  };

  /** By target, the values that were sent last, the newest first. */
  const lastValues = new Map<string, readonly number[]>();
  const targetOf = ({ channel, id }: ItemSpec): string => `${channel}/${id}`;
  const expectedOf = (item: ItemSpec): number | null =>
    item.ifValue === null ? null : (lastValues.get(targetOf(item))?.[item.ifValue] ?? null);
  const noteValues = (items: readonly ItemSpec[], values: readonly number[]): void => {
    for (const [index, item] of items.entries())
      lastValues.set(targetOf(item), [values[index] ?? 0, ...(lastValues.get(targetOf(item)) ?? [])]);
  };

  const retry = async ({ which, statuses }: Retry): Promise<void> => {
    const { subscriptions } = clientLog;
    const operationId = subscriptions.at(-1 - (which % Math.max(1, subscriptions.length)))?.id;
    if (operationId === undefined) return;
    const generation = await world.living();
    const request = { operationId, caller: anonymousCaller, statuses, retryableOnly: which % 3 === 0 };
    const answering = generation.gateway
      .retry({ ...request, idempotencyKey: null, waitMs: 0 })
      .catch((error: unknown) => {
        if (generation.isAlive()) clientLog.problems.push(`A retry broke off: ${String(error)}`);
        return null;
      });
    const answer = await Promise.race([answering, generation.death]);
    if (!answer || !generation.isAlive()) return;
    if (answer.type === 'accepted') {
      clientLog.retries.add(answer.operation.id);
      startFollowing(answer.operation.id);
      return;
    }
    const codes = answer.type === 'refused' ? answer.errors.map(({ code }) => code) : [answer.type];
    const isExpected = codes.every((code) => code === 'OPERATION_RUNNING' || code === 'NOTHING_TO_RETRY');
    if (!isExpected) clientLog.problems.push(`Operation ${operationId} was not retried: ${codes.join()}`);
  };

  const callRepair = async (repair: Repair): Promise<void> => {
    const generation = await world.living();
    const answering = generation.gateway
      .repairDrift({
        targets: [...repair.targets, unknownProduct].map(smaregiTarget),
        ...{ client: anonymousClient, channels: null, idempotencyKey: repair.key, waitMs: 0 },
      })
      .catch((error: unknown) => {
        if (generation.isAlive()) clientLog.problems.push(`A repair broke off: ${String(error)}`);
        return null;
      });
    const answer = await Promise.race([answering, generation.death]);
    repair.answers.push(generation.isAlive() ? answer : null);
    if (answer?.type === 'accepted' && generation.isAlive()) startFollowing(answer.operation.id);
  };

  return {
    /** Repairs the drift of what the vendor lost. A careful client repairs nothing else. */
    repair: async (isAwaited: boolean): Promise<void> => {
      const { journal } = await world.living();
      const lost = lostIn(world.writes.collect());
      const targets = [...lost.keys()];
      const drifts = await journal.drifts(targets.map(stockKeyIn)).catch(() => []);
      const repair = {
        key: `repair-${clientLog.repairs.length + 1}`,
        targets: targets.filter((id, at) => drifts[at] && drifts[at].expected === lost.get(id)),
        answers: [],
      };
      if (repair.targets.length === 0) return;
      clientLog.repairs.push(repair);
      const repairing = callRepair(repair).finally(() => underWay.delete(repairing));
      underWay.add(repairing);
      if (isAwaited) await repairing;
    },
    /** Repeats all repairs, with their keys. Some were not answered. */
    repairAgain: async (): Promise<void> => {
      for (const repair of clientLog.repairs) await callRepair(repair);
    },
    mutate: ({ kind, items, key, waitMs, isAwaited }: Mutate): Promise<void> => {
      const values = items.map(() => nextValue++);
      const request: Request = {
        submission: {
          client: anonymousClient,
          channels: null,
          kind,
          items: items.map((item, index) => inputs[kind](item, values[index] ?? 0, expectedOf(item))),
          idempotencyKey: key,
          waitMs,
        },
        skus: null,
        specs: items,
        values,
        calls: [],
      };
      if (kind !== 'INVENTORY_CONFIRMATION') noteValues(items, values);
      clientLog.requests.push(request);
      return send(request, isAwaited);
    },
    setSkus: ({ skus, observedAt, key, waitMs, isAwaited }: SetSkus): Promise<void> => {
      const values = skus.map(() => nextValue++);
      const request: Request = {
        submission: {
          ...{ client: anonymousClient, channels: null, kind: 'STOCK_SET', items: [] },
          ...{ idempotencyKey: key, waitMs },
        },
        skus: skus.map((sku, index) => ({
          ...{ sku, quantity: (values[index] ?? 0) + buffer },
          observedAt: observedAt === null ? null : timeOf(observedAt),
        })),
        specs: skus.flatMap((sku) => specsOf(sku, observedAt)),
        values: skus.flatMap((sku, index) => specsOf(sku, observedAt).map(() => values[index] ?? 0)),
        calls: [],
      };
      clientLog.requests.push(request);
      return send(request, isAwaited);
    },
    again: (which: number, isAwaited: boolean): Promise<void> => {
      const keyed = clientLog.requests.filter(({ submission }) => submission.idempotencyKey !== null);
      const request = keyed[which % Math.max(1, keyed.length)];
      return request ? send(request, isAwaited) : Promise.resolve();
    },
    /** The n-th of the operations that were answered, counted from the newest: that one may still have queued items. */
    cancel: (which: number, isAwaited: boolean): Promise<void> => {
      const { subscriptions } = clientLog;
      const operationId = subscriptions.at(-1 - (which % Math.max(1, subscriptions.length)))?.id;
      if (operationId === undefined) return Promise.resolve();
      const canceling = cancel(operationId).finally(() => underWay.delete(canceling));
      underWay.add(canceling);
      return isAwaited ? canceling : Promise.resolve();
    },
    retry: (command: Retry): Promise<void> => {
      const retrying = retry(command).finally(() => underWay.delete(retrying));
      underWay.add(retrying);
      return command.isAwaited ? retrying : Promise.resolve();
    },
    /** The gateway was killed. Subscribers whose stream has not ended connect to the next one. */
    reconnect: (): void => {
      for (const following of clientLog.subscriptions)
        if (!following.isOver) void follow(following).catch(() => {});
    },
    /** Reads everything that was accepted: ended items do not change. */
    look: async ({ journal }: Generation): Promise<void> => {
      for (const { id } of clientLog.subscriptions) {
        const found = await journal.operationSince(id, 0);
        if (!found) clientLog.problems.push(`Operation ${id} was answered and is gone`);
        for (const { index, progress } of found?.items ?? []) {
          const name = `${id}/${index}`;
          const before = seen.get(name);
          const isUnknown = before?.state === 'OUTCOME_UNKNOWN';
          const isLegal = isUnknown
            ? ['OUTCOME_UNKNOWN', 'APPLIED', 'FAILED'].includes(progress.state)
            : !before || JSON.stringify(before) === JSON.stringify(progress);
          if (!isLegal)
            clientLog.problems.push(`Item ${name} went from ${before?.state} to ${progress.state}`);
          if (isEnd(progress)) seen.set(name, progress);
        }
      }
    },
    /** Until every caller has an answer or has lost its gateway. */
    settled: async (): Promise<void> => {
      await Promise.all(underWay);
    },
  };
};
