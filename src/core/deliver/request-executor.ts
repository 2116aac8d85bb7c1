import type { RequestId } from '../../domain/ids.ts';
import type { RowOutcome } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { SendResult } from '../../ports/channel.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Concluded } from '../../ports/requests.ts';
import type { Announce } from '../subscribe/publish.ts';
import type { Breaker } from './breaker.ts';
import {
  createNewRequest,
  type EarlierRequest,
  type NewRequestParts,
  type OpenRequest,
} from './new-request.ts';
import { createParted } from './parted.ts';
import { failedOutcome, isAboutRows, notOurs, rowsWithOutcomes, type Unavailable } from './results.ts';
import type { RetryBudget } from './retry-budget.ts';
import { stepsAfter } from './retry-rule.ts';
import { createSend, type SendParts } from './send.ts';

export type CourierParts = NewRequestParts &
  SendParts & {
    readonly breaker: Pick<Breaker, 'run'>;
    readonly budget: Pick<RetryBudget, 'taken'>;
    /** Runs a task once it has a slot of the channel, before others. */
    readonly runInSlot: (task: () => Promise<void>) => void;
    /** Returns another number from 0 to 1 at each call. */
    readonly random: () => number;
    /** The journal has decided on these items. */
    readonly onClaimed: (items: readonly ItemRef[]) => void;
    readonly journal: Pick<Journal, 'claim' | 'resend' | 'settle' | 'awaitCallback'>;
    readonly announce: Announce;
    /** A request waits for its callback from now on; `early` is the one that came before the answer, or null. */
    readonly onAwaiting: (id: RequestId, deadline: number, early: unknown) => Promise<void>;
  };

/** Carries items to one kind of write of a channel, from claim to settlement. No method ever rejects. */
export type Courier = {
  deliver(items: readonly ItemRef[]): Promise<void>;
  /** Opens a further request with rows of an earlier one, by themselves; null when none is still its row. */
  reopen(
    earlier: EarlierRequest,
    rows: readonly ItemRef[],
    concluded?: Concluded,
  ): Promise<OpenRequest | null>;
  /** Sends a request that `reopen` has opened. */
  carryFurther(request: OpenRequest): Promise<void>;
};

const wasTried = ({ rows }: OpenRequest): boolean => rows.some(({ retry }) => retry !== null);

/** After a bug has broken a delivery off, its items wait for their turn again from then on. Milliseconds. */
const secondWindMs = 5_000;

export const createCourier = (parts: CourierParts): Courier => {
  const { current, breaker, journal, clock, log, announce } = parts;

  const newRequest = createNewRequest(parts);
  const send = createSend(parts);

  const reopen: Courier['reopen'] = async ({ id }, rows, concluded) => {
    const { draft, ...rest } = newRequest();
    const request = await journal.resend(id, rows, draft, concluded);
    return request && { ...request, ...rest };
  };

  const parted = createParted({
    journal,
    clock,
    announce,
    reopen,
    carryPart: (request) => carryPart(request),
  });

  const about = () => {
    const { channel, writer } = current();
    return { channel: channel.key, kind: writer.kind };
  };

  const awaitCallback = async (request: OpenRequest, vendorRequestId: string, exchange: Exchange) => {
    const now = clock.now();
    const deadline = now + current().channel.limits.callbackTimeoutMs;
    const answered = { ...exchange, vendorRequestId };
    const { changes, earlyCallback } = await journal.awaitCallback(request.id, answered, now, deadline);
    announce(changes);
    await parts.onAwaiting(request.id, deadline, earlyCallback);
  };

  /** Each row by its own tries: those that have time left wait for the next one, the others end. */
  const retryOrEnd = async ({ id, rows }: OpenRequest, result: Unavailable): Promise<void> => {
    const now = clock.now();
    const { retryForMs } = current().channel.limits;
    const steps = stepsAfter(result, rows, { now, retryForMs, jitter: parts.random() });
    const outcome = failedOutcome(result);
    const { exchange } = result;
    announce(await journal.settle({ requestId: id, at: now, outcome, exchange, ...steps }));
  };

  const concludeLost = async (request: OpenRequest, result: Unavailable): Promise<void> => {
    const alone = parted.lostAgain(request, result);
    if (alone.length > 0) {
      await journal.noteExchange(request.id, failedOutcome(result), result.exchange, clock.now(), true);
    }
    const others = request.rows.filter((row) => !alone.includes(row));
    if (others.length > 0) await retryOrEnd({ ...request, rows: others }, result);
    await parted.sendEachAlone(request, alone);
  };

  const refuse = async ({ id, rows }: OpenRequest, outcomes: readonly RowOutcome[], exchange: Exchange) => {
    const settled = rowsWithOutcomes(rows, outcomes);
    const settlement = {
      requestId: id,
      at: clock.now(),
      outcome: 'REFUSED',
      exchange,
      rows: settled,
    } as const;
    announce(await journal.settle(settlement));
  };

  const release = async ({ id, rows }: OpenRequest, outcome: RequestOutcome): Promise<void> => {
    const released = { requestId: id, at: clock.now(), outcome, exchange: null, rows: [], release: rows };
    announce(await journal.settle(released));
  };

  const conclude = async (request: OpenRequest, result: SendResult): Promise<void> => {
    const { exchange } = result;
    switch (result.type) {
      case 'answered':
        return parted.settleAnswered(request, result.rows, exchange);
      case 'accepted':
        return awaitCallback(request, result.vendorRequestId, exchange);
      case 'refused':
        return request.rows.length > 1 && isAboutRows(exchange)
          ? parted.narrow(request, exchange)
          : refuse(request, result.rows, exchange);
      case 'unavailable':
        return concludeLost(request, result);
      default:
        return assertNever(result);
    }
  };

  /** A throw is a bug: it is logged, and the rows get another chance after a while. */
  const carry = async (request: OpenRequest): Promise<void> => {
    try {
      const result = await breaker.run(() => send(request));
      // Not sent: the rows wait, and a newer value may still supersede them. So do those of a gateway that is not sure
      // of
      // them any more, as far as they are still its own.
      if (result === null) await release(request, 'HELD_BACK');
      else if (result === notOurs) await release(request, 'INTERRUPTED');
      else await conclude(request, result);
    } catch (error) {
      breakOff(error, () => release(request, 'INTERRUPTED'));
    }
  };

  const breakOff = (error: unknown, rescue: () => Promise<void>): void => {
    log.error({ err: error, ...about() }, 'A delivery broke off');
    clock.after(secondWindMs, () => {
      rescue().catch((again: unknown) => breakOff(again, rescue));
    });
  };

  /** Rows for which a try failed are sent again at the cost of a try, also in a part of their request. */
  const carryFurther = async (request: OpenRequest): Promise<void> => {
    const done = wasTried(request) ? await parts.budget.taken() : null;
    await carry(request);
    done?.();
  };

  /** A part that costs a try waits for it by itself: the request that it is a part of ends its own first. */
  const carryPart = async (part: OpenRequest): Promise<void> => {
    if (wasTried(part)) parts.runInSlot(() => carryFurther(part));
    else await carry(part);
  };

  const deliver = async (items: readonly ItemRef[]): Promise<void> => {
    const { draft, ...rest } = newRequest();
    try {
      const { request, changes } = await journal.claim(items, draft);
      // Those that are in no request now were superseded, or come back with the changes.
      parts.onClaimed(items);
      announce(changes);
      if (request) await carry({ ...request, ...rest });
    } catch (error) {
      breakOff(error, () => deliver(items));
    }
  };

  return { deliver, reopen, carryFurther };
};
