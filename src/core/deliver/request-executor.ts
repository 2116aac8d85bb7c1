import { isGuarded } from '../../domain/changes/guard.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { ItemState, RowOutcome } from '../../domain/item.ts';
import { type ItemRef, isRepeatable, isSameItem } from '../../domain/operation.ts';
import { type Exchange, noExchange, type RequestOutcome } from '../../domain/vendor-request.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { SendResult } from '../../ports/channel.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { ClaimableState, Concluded } from '../../ports/journal/requests.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';
import type { ReadVendorDeps } from '../query/read-vendor.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { type ComparedRows, compareRows } from './guarded-rows.ts';
import type { RetryBudget } from './retry/retry-budget.ts';
import { bugRetryDelayMs, rowsToSendAlone, stepsAfter } from './retry/retry-policy.ts';
import {
  createSend,
  type EarlierRequest,
  newRequest,
  type OpenRequest,
  type VendorRequestDeps,
} from './send-request.ts';
import {
  adapterFailed,
  failedOutcome,
  halvesOf,
  leaseLost,
  mayBeAboutRows,
  rowsWithOutcomes,
  type Unavailable,
  unknownOf,
} from './send-results.ts';

export type RequestExecutorDeps = Omit<VendorRequestDeps, 'journal'> & {
  readonly journal: VendorRequestDeps['journal'] &
    Pick<Journal, 'claim' | 'resend' | 'settle' | 'awaitCallback' | 'recordRead'>;
  readonly readLimitOf: ReadVendorDeps['readLimitOf'];
  readonly breaker: Pick<CircuitBreaker, 'run'>;
  readonly budget: Pick<RetryBudget, 'taken'>;
  /** Runs a task once it has a slot of the channel, before other requests. */
  readonly runInSlot: (task: () => Promise<void>) => void;
  /** Gives a random number from 0 to 1. */
  readonly random: () => number;
  /** The journal has decided on these retrying items. They no longer wait for their next try. */
  readonly onRetried: (items: readonly ItemRef[]) => void;
  readonly handleChanges: HandleChanges;
  /** The request waits for its callback. `early` is the callback that came before the response, or null. */
  readonly onAwaitingCallback: (id: RequestId, deadline: number, early: unknown) => Promise<void>;
};

/** Executes requests of one kind of change of a channel, from claim to settlement. */
export type RequestExecutor = {
  /**
   * Claims the items and sends those that may be sent now as one request. Gives the state in which it leaves each item:
   * QUEUED for an item that was not sent, SENDING for one that a further request carries. Never rejects.
   */
  execute(items: readonly ItemRef[], from: ClaimableState): Promise<readonly ItemState[]>;
  /** Opens a further request with rows of an earlier one. Null when no row belongs to the earlier one any more. */
  reopen(
    earlier: EarlierRequest,
    rows: readonly ItemRef[],
    concluded?: Concluded,
  ): Promise<OpenRequest | null>;
  /** Sends a request that `reopen` opened. A retry waits for the retry budget. Never rejects. */
  sendReopened(request: OpenRequest): Promise<void>;
};

type RowState = ItemRef & { readonly state: ItemState };

const withState = (rows: readonly ItemRef[], state: ItemState): readonly RowState[] =>
  rows.map(({ operationId, index }) => ({ operationId, index, state }));

const statesOf = (rows: readonly (ItemRef & { readonly outcome: RowOutcome })[]): readonly RowState[] =>
  rows.map(({ operationId, index, outcome }) => ({ operationId, index, state: outcome.state }));

/** The state of each item. An item that is in no row was not sent. */
const statesInOrder = (items: readonly ItemRef[], rows: readonly RowState[]): readonly ItemState[] => {
  // Rows have the order of their items, except those that were sent again.
  let position = 0;
  return items.map((item) => {
    const next = rows[position];
    if (next && isSameItem(next, item)) {
      position += 1;
      return next.state;
    }
    return rows.find((row) => isSameItem(row, item))?.state ?? 'QUEUED';
  });
};

const isRetry = ({ rows }: OpenRequest): boolean => rows.some(({ retry }) => retry !== null);

/**
 * A vendor may treat the rows of a request alike although only one of them is bad. So rows that share an unclear end
 * are sent again in smaller requests, until each row ends as it would have ended alone. A row that was alone is not
 * sent again for this reason, so this terminates.
 */
export const createRequestExecutor = (deps: RequestExecutorDeps): RequestExecutor => {
  const { current, breaker, journal, clock, log, handleChanges } = deps;
  const send = createSend(deps);

  const settle = async (
    { id }: OpenRequest,
    outcome: RequestOutcome,
    settlement: Omit<Parameters<Journal['settle']>[0], 'requestId' | 'at' | 'outcome'>,
  ): Promise<void> =>
    handleChanges(await journal.settle({ requestId: id, at: clock.now(), outcome, ...settlement }));

  const reopen: RequestExecutor['reopen'] = async ({ id }, rows, concluded) => {
    const { draft, ...opened } = newRequest(deps);
    const request = await journal.resend(id, rows, draft, concluded);
    return request && { ...request, ...opened };
  };

  /** Sends each group of rows as a request of its own. */
  const sendParts = async (
    earlier: OpenRequest,
    parts: readonly (readonly ItemRef[])[],
  ): Promise<readonly RowState[]> => {
    for (const part of parts) {
      const request = await reopen(earlier, part);
      if (!request) continue;
      // A retry waits for the budget in a slot of its own, so that the earlier request can give up its slot.
      if (isRetry(request)) deps.runInSlot(() => sendReopened(request));
      else await carryOut(request);
    }
    return withState(parts.flat(), 'SENDING');
  };

  const sendEachAlone = (earlier: OpenRequest, rows: readonly ItemRef[]): Promise<readonly RowState[]> =>
    sendParts(
      earlier,
      rows.map((row) => [row]),
    );

  /**
   * Ends the rows that the vendor answered for. Of several rows, the unanswered ones are sent again, each alone.
   * Adjustments are not.
   */
  const settleAnswered = async (
    request: OpenRequest,
    outcomes: readonly RowOutcome[],
    exchange: Exchange,
  ): Promise<readonly RowState[]> => {
    const { kind } = current().writer;
    const settled = rowsWithOutcomes(request.rows, outcomes, kind);
    const unknown =
      settled.length > 1 && isRepeatable(kind)
        ? settled.filter(({ outcome }) => outcome.state === 'OUTCOME_UNKNOWN')
        : [];
    const rows = unknown.length === 0 ? settled : settled.filter((row) => !unknown.includes(row));
    await settle(request, 'ANSWERED', { exchange, rows });
    const resent = unknown.length === 0 ? [] : await sendEachAlone(request, unknown);
    return [...statesOf(rows), ...resent];
  };

  const awaitCallback = async (request: OpenRequest, exchange: Exchange): Promise<readonly RowState[]> => {
    const now = clock.now();
    const deadline = now + current().channel.limits.callbackTimeoutMs;
    const { changes, earlyCallback } = await journal.awaitCallback(request.id, exchange, now, deadline);
    handleChanges(changes);
    await deps.onAwaitingCallback(request.id, deadline, earlyCallback);
    return withState(request.rows, 'AWAITING_CALLBACK');
  };

  /**
   * The vendor may have applied the adjustments of the request, so they are not sent again. While its callback may still
   * come, they hold their targets. Otherwise their outcome is unknown.
   */
  const settleInDoubt = async (
    request: OpenRequest,
    outcome: RequestOutcome,
    { failure, exchange }: Pick<Unavailable, 'failure' | 'exchange'>,
  ): Promise<readonly RowState[]> => {
    const { writer } = current();
    if (writer.callsBack) return awaitCallback(request, { ...exchange, vendorRequestId: null });
    const vendor = { code: failure.vendorCode, message: failure.vendorMessage };
    const unknown: RowOutcome = {
      state: 'OUTCOME_UNKNOWN',
      failure: unknownOf(writer.kind, failure.message, vendor),
    };
    const rows = request.rows.map(({ operationId, index }) => ({ operationId, index, outcome: unknown }));
    await settle(request, outcome, { exchange, rows });
    return statesOf(rows);
  };

  /** Halves a request that was refused as a whole, until only the rows fail that it is refused for. */
  const settleRefused = async (
    request: OpenRequest,
    outcomes: readonly RowOutcome[],
    exchange: Exchange,
  ): Promise<readonly RowState[]> => {
    if (request.rows.length > 1 && mayBeAboutRows(exchange)) {
      await journal.noteExchange(request.id, 'REFUSED', exchange, clock.now());
      return sendParts(request, halvesOf(request.rows));
    }
    const rows = rowsWithOutcomes(request.rows, outcomes, current().writer.kind);
    await settle(request, 'REFUSED', { exchange, rows });
    return statesOf(rows);
  };

  /** Decides on each row by its own tries: it waits for its next try, ends, or is sent alone. */
  const settleUnavailable = async (
    request: OpenRequest,
    result: Unavailable,
  ): Promise<readonly RowState[]> => {
    const { exchange } = result;
    const outcome = failedOutcome(result);
    if (result.mayHaveApplied && !isRepeatable(current().writer.kind))
      return settleInDoubt(request, outcome, result);
    const alone = rowsToSendAlone(request.rows, result);
    if (alone.length > 0) await journal.noteExchange(request.id, outcome, exchange, clock.now(), true);
    const others = request.rows.filter((row) => !alone.includes(row));
    const { retryForMs } = current().channel.limits;
    const steps = stepsAfter(result, others, { now: clock.now(), retryForMs, jitter: deps.random() });
    if (others.length > 0) await settle(request, outcome, { exchange, ...steps });
    const resent = await sendEachAlone(request, alone);
    return [...statesOf(steps.rows), ...withState(steps.retry, 'RETRYING'), ...resent];
  };

  /** Puts the rows back into the queue. A newer value may still supersede them there. */
  const release = async (request: OpenRequest, outcome: RequestOutcome): Promise<readonly RowState[]> => {
    await settle(request, outcome, { exchange: null, rows: [], release: request.rows });
    return withState(request.rows, 'QUEUED');
  };

  const conclude = (request: OpenRequest, result: SendResult): Promise<readonly RowState[]> => {
    switch (result.type) {
      case 'answered':
        return settleAnswered(request, result.rows, result.exchange);
      case 'accepted':
        return awaitCallback(request, { ...result.exchange, vendorRequestId: result.vendorRequestId });
      case 'refused':
        return settleRefused(request, result.rows, result.exchange);
      case 'unavailable':
        return settleUnavailable(request, result);
      default:
        return assertNever(result);
    }
  };

  /** A throw is a bug of the gateway. It is logged, and `recover` runs after a pause, until it succeeds. */
  const recoverLater = (error: unknown, recover: () => Promise<unknown>): void => {
    const { channel, writer } = current();
    log.error({ err: error, channel: channel.key, kind: writer.kind }, 'A bug interrupted a delivery');
    clock.after(bugRetryDelayMs, () => {
      recover().catch((again: unknown) => recoverLater(again, recover));
    });
  };

  /**
   * A bug broke the delivery off. A guarded row that may have been sent is compared as such when it is sent again. An
   * adjustment is not sent again.
   */
  const releaseInDoubt = async (request: OpenRequest): Promise<readonly RowState[]> => {
    if (!isRepeatable(current().writer.kind)) return settleInDoubt(request, 'INTERRUPTED', adapterFailed);
    if (request.rows.some(({ change }) => isGuarded(change)))
      await journal.noteExchange(request.id, 'INTERRUPTED', noExchange, clock.now(), true);
    return release(request, 'INTERRUPTED');
  };

  /**
   * Ends the guarded rows that may not be sent, and gives the others. They are sent as a request of their own, because
   * the vendor counts the rows of the request that it gets.
   */
  const leaveOut = async (
    request: OpenRequest,
    { send: rest, ended, unread, failure, levels }: ComparedRows,
  ): Promise<{ readonly request: OpenRequest | null; readonly states: readonly RowState[] }> => {
    const { retryForMs } = current().channel.limits;
    const steps = failure
      ? stepsAfter(failure, unread, { now: clock.now(), retryForMs, jitter: deps.random() })
      : { rows: [], retry: [] };
    const rows = [...ended, ...steps.rows];
    // A level is recorded while its row still holds the target, so it never replaces a newer one.
    if (levels.length > 0) handleChanges(await journal.recordRead(levels));
    await settle(request, 'HELD_BACK', { exchange: null, rows, retry: steps.retry });
    const sent = rest.length > 0 ? await reopen(request, rest) : null;
    return { request: sent, states: [...statesOf(rows), ...withState(steps.retry, 'RETRYING')] };
  };

  const sendCompared = async (request: OpenRequest): Promise<readonly RowState[]> => {
    try {
      const result = await breaker.run(() => send(request));
      if (result === null) return await release(request, 'HELD_BACK');
      if (result === leaseLost) return await release(request, 'INTERRUPTED');
      return await conclude(request, result);
    } catch (error) {
      recoverLater(error, () => releaseInDoubt(request));
      return withState(request.rows, 'SENDING');
    }
  };

  const carryOut = async (request: OpenRequest): Promise<readonly RowState[]> => {
    if (!request.rows.some(({ change }) => isGuarded(change))) return sendCompared(request);
    try {
      const compared = await compareRows(request.rows, current().channel, deps);
      if (!compared || compared.send.length === request.rows.length) return await sendCompared(request);
      const left = await leaveOut(request, compared);
      return left.request ? [...left.states, ...(await sendCompared(left.request))] : left.states;
    } catch (error) {
      // Nothing was sent: the send catches its own errors.
      recoverLater(error, () => release(request, 'INTERRUPTED'));
      return withState(request.rows, 'SENDING');
    }
  };

  const sendReopened = async (request: OpenRequest): Promise<void> => {
    const done = isRetry(request) ? await deps.budget.taken() : null;
    await carryOut(request);
    done?.();
  };

  const claimAndSend = async (
    items: readonly ItemRef[],
    from: ClaimableState,
  ): Promise<readonly RowState[]> => {
    const { draft, ...opened } = newRequest(deps);
    const { request, changes } = await journal.claim(items, draft, from);
    if (from === 'RETRYING') deps.onRetried(items);
    // Items that are not in the request were superseded, or return with later changes.
    handleChanges(changes);
    return request ? carryOut({ ...request, ...opened }) : [];
  };

  const execute: RequestExecutor['execute'] = async (items, from) => {
    try {
      return statesInOrder(items, await claimAndSend(items, from));
    } catch (error) {
      recoverLater(error, () => claimAndSend(items, from));
      return items.map(() => 'QUEUED');
    }
  };

  return { execute, reopen, sendReopened };
};
