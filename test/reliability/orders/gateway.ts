import { createChannels, writerOf } from '../../../src/core/channels/channels.ts';
import { createAdjustedLevels } from '../../../src/core/deliver/callbacks/adjusted-levels.ts';
import { type Callbacks, createCallbacks } from '../../../src/core/deliver/callbacks/callbacks.ts';
import { createDeadlines } from '../../../src/core/deliver/callbacks/deadlines.ts';
import { createStockHistory } from '../../../src/core/deliver/callbacks/stock-history.ts';
import { createRequestExecutor } from '../../../src/core/deliver/request-executor.ts';
import { createRetryQueue, type RetryQueue } from '../../../src/core/deliver/retry/retry-queue.ts';
import type { HandleChanges } from '../../../src/core/journal/handle-changes.ts';
import type { ChannelId } from '../../../src/domain/ids.ts';
import type { OperationKind, QueuedItem } from '../../../src/domain/operation.ts';
import type { Channel, SendResult } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { CancelCommand } from '../../../src/ports/journal/cancellation.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { ClaimableState, Recovery, RetryingItem } from '../../../src/ports/journal/requests.ts';
import type { Log } from '../../../src/ports/log.ts';
import type { StartCall } from '../../../src/ports/vendor-reads.ts';
import { noopTelemetry } from '../../support/telemetry.ts';
import { createChannelsOf, type Wait } from './channels.ts';
import type { Random } from './random.ts';
import type { Life, Schedule } from './schedule.ts';
import type { Post, Vendor } from './vendor.ts';

export type Gateway = {
  readonly journal: Journal;
  readonly receive: Callbacks['receive'];
  enqueue(items: readonly QueuedItem[]): void;
  resume(left: Recovery): void;
  cancel(command: CancelCommand): void;
};

export type GatewayDeps = {
  readonly random: Random;
  readonly schedule: Schedule;
  readonly vendor: Vendor;
  /** Whether the vendor that calls back has a stock history. */
  readonly hasHistory: boolean;
  readonly journal: Journal;
  readonly now: () => number;
  /** A vendor calls back. Its URL leads to the gateway that runs at that moment. */
  readonly post: (secret: string, body: Post) => void;
  /** A bug in any order of events. */
  readonly onBug: (error: unknown) => void;
};

/** Every write, and every read that one depends on, waits for its turn. */
const slowed = (journal: Journal, wait: Wait): Journal => {
  const slow =
    <Given extends readonly unknown[], Result>(name: string, call: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> =>
      await wait(name, () => call(...given));
  return {
    ...journal,
    accept: slow('accepts', journal.accept),
    cancel: slow('cancels', journal.cancel),
    claim: slow('claims', journal.claim),
    resend: slow('sends again', journal.resend),
    awaitCallback: slow('awaits the callback', journal.awaitCallback),
    keepCallback: slow('keeps the callback', journal.keepCallback),
    keepEarlyCallback: slow('keeps the early callback', journal.keepEarlyCallback),
    settle: slow('settles', journal.settle),
    noteExchange: slow('notes the exchange', journal.noteExchange),
    recordRead: slow('records what it read', journal.recordRead),
    failover: slow('failover', journal.failover),
    requestByCallback: slow('looks for the request', journal.requestByCallback),
    requestById: slow('looks at the request', journal.requestById),
  };
};

/** One run of a gateway: its real delivery, without queues, limits and time. */
export const createGateway = (life: Life, deps: GatewayDeps): Gateway => {
  const { random, schedule, vendor, onBug } = deps;
  const wait: Wait = (name, work) => schedule.park(life, `${life.name} ${name}`, async () => work());
  const journal = slowed(deps.journal, wait);
  const channels = createChannels(createChannelsOf(vendor, wait, deps.post, deps.hasHistory));
  const clock: Clock = {
    now: deps.now,
    after: (_ms, task) => schedule.later(life, `${life.name} has waited`, task),
  };
  const nothing = () => {};
  const log: Log = { debug: nothing, info: nothing, warn: nothing, error: onBug };
  const breaker = {
    run: async (attempt: () => Promise<SendResult>) => (random.chance(0.03) ? null : attempt()),
  };

  const handleChanges: HandleChanges = ({ unblocked, retrying }) => {
    enqueue(unblocked);
    retryLater(retrying);
  };
  const startCall: StartCall = (call) => call();
  const readLimitOf = () => ({
    startCall,
    startLater: startCall,
    onUnavailable: nothing,
    refusal: () => null,
  });
  const readLater = async (): Promise<void> => {};
  const adjustedLevels = createAdjustedLevels({ channels, clock, log, readLimitOf, readLater });
  const stockHistory = createStockHistory({
    ...{ channels, journal, clock, log, handleChanges, readLimitOf, adjustedLevels },
  });
  const deadlines = createDeadlines({
    ...{ channels, journal, clock, log, handleChanges, readLimitOf, readLater, adjustedLevels, stockHistory },
    sendAlone: async (request, row) => {
      const executor = executorFor(request);
      const opened = await executor?.reopen(request, [row], 'TIMED_OUT');
      if (opened) void executor?.sendReopened(opened);
      return true;
    },
  });
  const resend: Parameters<typeof createCallbacks>[0]['resend'] = (request, rows) => {
    const executor = executorFor(request);
    executor
      ?.reopen(request, rows)
      .then((opened) => opened && executor.sendReopened(opened))
      .catch(onBug);
  };
  const callbacks = createCallbacks({
    ...{ channels, journal, clock, handleChanges, deadlines, adjustedLevels, stockHistory, resend },
  });

  const executorOf = (channel: Channel, kind: OperationKind) => {
    const writer = writerOf(channel, kind);
    if (!writer) throw new TypeError('No writer');
    return createRequestExecutor({
      current: () => ({ channel, writer }),
      clock,
      callbackUrlOf: (_channel, secret) => secret,
      channels,
      startWrite: (send) => send(startCall),
      readLimitOf,
      journal,
      log,
      telemetry: noopTelemetry,
      onResult: nothing,
      breaker,
      budget: { taken: async () => nothing },
      runInSlot: (task) => void task().catch(onBug),
      random: () => 0.5,
      onRetried: (items) => retryQueueOf(channel.id).remove(items),
      handleChanges,
      onAwaitingCallback: async (id, deadline, early) => {
        deadlines.watch(id, deadline);
        if (early !== null) await callbacks.takeEarly(id, early);
      },
    });
  };
  const executors = new Map(
    [...channels.values()].flatMap((channel) =>
      (['STOCK_SET', 'STOCK_ADJUSTMENT'] as const).map((kind) => [
        `${channel.id} ${kind}`,
        executorOf(channel, kind),
      ]),
    ),
  );
  const executorFor = ({ channel, kind }: { readonly channel: ChannelId; readonly kind: OperationKind }) =>
    executors.get(`${channel} ${kind}`);

  const sendFrom = (from: ClaimableState, items: readonly QueuedItem[]): void => {
    const isTogether = random.chance(0.7);
    for (const [executor, own] of Map.groupBy(items, executorFor)) {
      for (const some of isTogether ? [own] : own.map((item) => [item])) void executor?.execute(some, from);
    }
  };
  const enqueue = (items: readonly QueuedItem[]): void => sendFrom('QUEUED', items);

  const retryQueues = new Map(
    [...channels.values()].map(({ id, limits }) => [
      id,
      createRetryQueue({
        channel: id,
        journal,
        clock,
        log,
        handleChanges,
        requeue: (items) => sendFrom('RETRYING', items),
        retryForMs: () => limits.retryForMs,
        isConfigured: () => true,
      }),
    ]),
  );
  const retryQueueOf = (id: ChannelId): RetryQueue => {
    const found = retryQueues.get(id);
    if (!found) throw new TypeError('No such channel');
    return found;
  };
  const retryLater = (items: readonly RetryingItem[]): void => {
    for (const [id, own] of Map.groupBy(items, ({ item }) => item.channel)) retryQueueOf(id).add(own);
  };

  const resumeAll = async ({ queued, retrying, awaited }: Recovery): Promise<void> => {
    enqueue(queued);
    retryLater(retrying);
    for (const { id, deadline, earlyCallback } of awaited) {
      deadlines.watch(id, deadline);
      if (earlyCallback !== null) await callbacks.takeEarly(id, earlyCallback);
    }
  };

  return {
    journal,
    receive: callbacks.receive,
    enqueue,
    // The items stay in the queues, as in those of another gateway.
    cancel: (command) => void journal.cancel(command).then(({ changes }) => handleChanges(changes), onBug),
    resume: (left) => void resumeAll(left).catch(onBug),
  };
};
