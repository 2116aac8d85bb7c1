import {
  accept,
  acceptanceOf,
  answerOf,
  type FirstUse,
  isRetriedTwice,
} from '../../../src/core/decide/accept.ts';
import { cancel } from '../../../src/core/decide/cancel.ts';
import { claim } from '../../../src/core/decide/claim.ts';
import {
  type AcceptedItem,
  isInFlight,
  isWaiting,
  type LoadedItem,
  type Progress,
  type QueuedRow,
} from '../../../src/core/decide/data/state.ts';
import type { Decision, LevelWrite, NewRequest, Writes } from '../../../src/core/decide/data/writes.ts';
import {
  type AwaitCallbackCommand,
  awaitCallback,
  type NoteExchangeCommand,
  noteExchange,
} from '../../../src/core/decide/exchange.ts';
import { failover } from '../../../src/core/decide/failover.ts';
import type { NewestChange } from '../../../src/core/decide/newest-change.ts';
import { resend } from '../../../src/core/decide/resend.ts';
import { settle } from '../../../src/core/decide/settle.ts';
import { noWatermarks, type Watermarks } from '../../../src/domain/changes/watermark.ts';
import {
  asOperationId,
  asRequestId,
  type OperationId,
  type OptionId,
  type RequestId,
} from '../../../src/domain/ids.ts';
import { acceptedFirst, type ItemRef, type Operation } from '../../../src/domain/operation.ts';
import type { RequestOutcome } from '../../../src/domain/vendor-request.ts';
import type { Acceptance, OperationDraft } from '../../../src/ports/journal/acceptance.ts';
import type { CancelCommand } from '../../../src/ports/journal/cancellation.ts';
import type {
  ClaimableState,
  Concluded,
  RequestDraft,
  Settlement,
} from '../../../src/ports/journal/requests.ts';
import { createMemoryHistory } from './memory-history.ts';

export type StoredItem = AcceptedItem & { progress: Progress };
export type StoredRequest = NewRequest & {
  outcome: RequestOutcome;
  vendorRequestId: string | null;
  deadline: number;
};
type StoredTarget = {
  readonly items: StoredItem[];
  watermarks: Watermarks;
  level: LevelWrite | null;
  doubtedBy: OperationId | null;
  /** By option, the level of the product itself at null. */
  readonly levels: Map<OptionId | null, LevelWrite>;
};

/**
 * The simplest store for the decisions of `core/decide`: maps, and no transaction, since it is
 * synchronous. `onWrites` sees every list of writes before it is applied.
 */
export const createMemoryStore = (onWrites: (writes: Writes) => void) => {
  const operations = new Map<OperationId, Operation>();
  const items = new Map<OperationId, readonly (StoredItem | null)[]>();
  const targets = new Map<string, StoredTarget>();
  const requests = new Map<RequestId, StoredRequest>();
  const history = createMemoryHistory();
  const keys = new Map<string, FirstUse>();

  const itemOf = ({ operationId, index }: ItemRef): StoredItem | null =>
    items.get(operationId)?.[index] ?? null;
  const targetOf = ({ target }: Pick<AcceptedItem, 'target'>): StoredTarget => {
    const found = targets.get(target);
    if (found) return found;
    const made: StoredTarget = {
      ...{ items: [], watermarks: noWatermarks, level: null, doubtedBy: null },
      levels: new Map(),
    };
    targets.set(target, made);
    return made;
  };
  const operationOf = (id: OperationId): Operation => {
    const found = operations.get(id);
    if (!found) throw new Error(`Operation ${id} does not exist`);
    return found;
  };

  const load = (stored: StoredItem): LoadedItem => ({
    ...stored,
    operation: operationOf(stored.item.operationId),
  });
  const loadQueued = (ref: ItemRef): QueuedRow | null => {
    const stored = itemOf(ref);
    if (!stored) return null;
    const target = targetOf(stored);
    return {
      ...load(stored),
      queue: {
        isTaken: target.items.some(({ progress }) => isInFlight(progress)),
        waiting: target.items.filter(({ progress }) => isWaiting(progress)).map(load),
        watermarks: target.watermarks,
        appliedBy: asOperationId(Math.max(0, ...target.levels.values().map(({ by }) => by ?? 0))),
        level: target.level && { ...target.level, doubtedBy: target.doubtedBy },
      },
    };
  };
  const loadItem = (ref: ItemRef): LoadedItem | null => {
    const stored = itemOf(ref);
    return stored && load(stored);
  };
  const loadRequest = (id: RequestId) => {
    const stored = requests.get(id);
    if (!stored) return null;
    const rows = stored.rows.flatMap((ref) => loadItem(ref) ?? []);
    return {
      ...stored,
      earlyCallback: null,
      rows: rows.filter(({ progress }) => progress.requestId === id),
    };
  };

  const apply = (writes: Writes): void => {
    onWrites(writes);
    const { opened } = writes;
    if (opened)
      requests.set(opened.id, {
        ...opened,
        outcome: 'SENDING',
        vendorRequestId: null,
        deadline: opened.draft.deadline,
      });
    for (const { row, after } of writes.items) {
      const stored = itemOf(row.item);
      if (stored) stored.progress = after;
    }
    for (const operation of writes.operations) operations.set(operation.id, operation);
    for (const { id, outcome, vendorRequestId, deadline } of writes.requests) {
      const stored = requests.get(id);
      if (!stored) continue;
      stored.outcome = outcome ?? stored.outcome;
      stored.vendorRequestId = vendorRequestId ?? stored.vendorRequestId;
      stored.deadline = deadline ?? stored.deadline;
    }
    for (const level of writes.levels) {
      const target = targetOf({ target: level.level.productId as never });
      target.levels.set(level.level.optionId, level);
      if (level.level.optionId === null) target.level = level;
    }
    history.write(writes.levels);
    for (const { target, watermarks } of writes.watermarks) targetOf({ target }).watermarks = watermarks;
    for (const { target, by } of writes.doubts) targetOf({ target }).doubtedBy = by;
  };
  const carryOut = <Result>({ writes, result }: Decision<Result>): Result => {
    apply(writes);
    return result;
  };
  const nextRequest = (): RequestId => asRequestId(requests.size + 1);

  /** Of all changes that were accepted. The journals find the same one by an index. */
  const newestChangeOf = (draft: OperationDraft['items'][number]): NewestChange | null => {
    if ('failure' in draft) return null;
    const newest = targetOf(draft)
      .items.filter(({ progress: { state } }) => state !== 'SUPERSEDED' && state !== 'CANCELED')
      .reduce((most, { item }) => Math.max(most, item.operationId), 0);
    const operation = operations.get(asOperationId(newest));
    return operation ? { operationId: operation.id, first: acceptedFirst(operation) } : null;
  };

  return {
    operations,
    items,
    targets,
    requests,
    history,
    itemOf,

    accept: (draft: OperationDraft): Acceptance => {
      const key = draft.idempotency && keys.get(draft.idempotency.key);
      if (draft.idempotency && key) return answerOf(key, draft.idempotency);
      const { retryOf } = draft;
      const hasRetries = [...operations.values()].some(
        (one) => retryOf && one.retryOf?.operationId === retryOf.operationId,
      );
      if (isRetriedTwice(draft, hasRetries)) return { type: 'retried' };
      const newest = draft.retryOf ? draft.items.map(newestChangeOf) : [];
      const accepted = accept(draft, asOperationId(operations.size + 1), newest);
      const { operation } = accepted;
      operations.set(operation.id, operation);
      const stored = accepted.items.map((one, index) => {
        const progress = accepted.progress[index];
        return one.item && progress ? { ...one, progress } : null;
      });
      items.set(operation.id, stored);
      for (const one of stored) if (one) targetOf(one).items.push(one);
      if (draft.idempotency)
        keys.set(draft.idempotency.key, { operation, fingerprint: draft.idempotency.fingerprint });
      return acceptanceOf(accepted);
    },
    claim: (refs: readonly ItemRef[], draft: RequestDraft, from: ClaimableState) =>
      carryOut(claim({ items: refs, draft, from }, refs.map(loadQueued), nextRequest())),
    cancel: (command: CancelCommand) => {
      const own = items.get(command.operationId) ?? [];
      return carryOut(
        cancel(
          command,
          own.flatMap((one) => (one?.progress.state === 'QUEUED' ? [loadQueued(one.item)] : [])),
        ),
      );
    },
    settle: (settlement: Settlement) =>
      carryOut(
        settle(settlement, {
          request: loadRequest(settlement.requestId),
          rows: settlement.rows.map(loadQueued),
          release: (settlement.release ?? []).map(loadQueued),
          retry: (settlement.retry ?? []).map(loadQueued),
        }),
      ),
    resend: (earlier: RequestId, refs: readonly ItemRef[], draft: RequestDraft, concluded: Concluded) =>
      carryOut(
        resend(
          { draft, concluded },
          { earlier: loadRequest(earlier), rows: refs.map(loadItem) },
          nextRequest(),
        ),
      ),
    awaitCallback: (command: AwaitCallbackCommand) =>
      carryOut(awaitCallback(command, loadRequest(command.id))),
    noteExchange: (id: RequestId, command: NoteExchangeCommand) =>
      carryOut(noteExchange(command, loadRequest(id))),
    /** The gateway stops and starts again. */
    restart: () => {
      const unfinished = [...targets.values()].flatMap((target) =>
        target.items.filter(({ progress }) => isInFlight(progress) || isWaiting(progress)).map(load),
      );
      const open = [...requests.values()]
        .filter(
          ({ id, outcome }) =>
            outcome === 'SENDING' ||
            outcome === 'AWAITING_CALLBACK' ||
            unfinished.some(({ progress }) => progress.requestId === id && isInFlight(progress)),
        )
        .map((request) => ({ ...request, channel: request.draft.channel, earlyCallback: null }));
      const { writes, recovery } = failover(
        { items: unfinished, requests: open },
        { served: null, isQueuedInDoubt: false },
      );
      apply(writes);
      return recovery;
    },
  };
};

export type MemoryStore = ReturnType<typeof createMemoryStore>;
