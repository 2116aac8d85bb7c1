import { assertNever } from '../../domain/assert-never.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { RowOutcome } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import type { SendResult } from '../../ports/channel.ts';
import type { Journal } from '../../ports/journal.ts';
import { NeverAccepted } from '../../ports/journal-unavailable.ts';
import type { Announce } from '../announce.ts';
import {
  createNewRequest,
  type EarlierRequest,
  type NewRequestParts,
  type OpenRequest,
} from './new-request.ts';
import type { DeliveryPolicy } from './policy.ts';
import {
  failedOutcome,
  givenUp,
  isAboutRows,
  type Lost,
  nothingLeft,
  notOurs,
  rowOutcome,
  withLoss,
} from './results.ts';
import { createSend, type SendParts } from './send.ts';

export type CourierParts = NewRequestParts &
  SendParts & {
    readonly policy: DeliveryPolicy;
    readonly journal: Pick<Journal, 'claim' | 'resend' | 'settle' | 'awaitCallback'>;
    readonly announce: Announce;
    /** A request waits for its callback from now on; `early` is the one that came before the answer, or null. */
    readonly onAwaiting: (id: RequestId, deadline: number, early: unknown) => Promise<void>;
  };

/** Carries items to one kind of write of a channel, from claim to settlement. No method ever rejects. */
export type Courier = {
  deliver(items: readonly ItemRef[]): Promise<void>;
  /** Opens a further request with rows of an earlier one, by themselves; null when none is still its row. */
  reopen(previous: EarlierRequest, rows: readonly ItemRef[]): Promise<OpenRequest | null>;
  carry(request: OpenRequest): Promise<void>;
};

/** After a bug has broken a delivery off, its items wait for their turn again from then on. Milliseconds. */
const secondWindMs = 5_000;

export const createCourier = (parts: CourierParts): Courier => {
  const { current, policy, journal, clock, log, announce } = parts;

  const newRequest = createNewRequest(parts);
  const send = createSend(parts);

  const reopen: Courier['reopen'] = async ({ id, attempt }, rows) => {
    const { draft, ...rest } = newRequest();
    const request = await journal.resend(id, rows, draft);
    return request && { ...request, ...rest, attempt: attempt + 1 };
  };

  const settle = async (
    { id, rows }: OpenRequest,
    outcome: RequestOutcome,
    exchange: Exchange,
    outcomeOf: (position: number) => RowOutcome,
  ): Promise<void> => {
    const settled = rows.map(({ operationId, index }, position) => ({
      operationId,
      index,
      outcome: outcomeOf(position),
    }));
    announce(await journal.settle({ requestId: id, at: clock.now(), outcome, exchange, rows: settled }));
  };

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

  /** One bad row must not spoil the others: a refused request is narrowed down to the rows it is refused for. */
  const narrow = async (refused: OpenRequest, exchange: Exchange): Promise<void> => {
    const { id, rows } = refused;
    await journal.noteExchange(id, 'REFUSED', exchange, clock.now());
    const middle = Math.ceil(rows.length / 2);
    for (const half of [rows.slice(0, middle), rows.slice(middle)]) {
      const request = await reopen(refused, half);
      if (request) await carry(request);
    }
  };

  const release = async ({ id, rows }: OpenRequest, outcome: RequestOutcome): Promise<void> => {
    const released = { requestId: id, at: clock.now(), outcome, exchange: null, rows: [], release: rows };
    announce(await journal.settle(released));
  };

  const conclude = async (request: OpenRequest, result: SendResult, lost: Lost): Promise<void> => {
    const { exchange } = result;
    switch (result.type) {
      case 'answered':
        return settle(request, 'ANSWERED', exchange, (position) => rowOutcome(result.rows, position));
      case 'accepted':
        return awaitCallback(request, result.vendorRequestId, exchange);
      case 'refused':
        return request.rows.length > 1 && isAboutRows(exchange)
          ? narrow(request, exchange)
          : settle(request, 'REFUSED', exchange, (position) => rowOutcome(result.rows, position));
      case 'unavailable': {
        const outcome = givenUp(result, lost);
        return settle(request, failedOutcome(result), exchange, () => outcome);
      }
      default:
        return assertNever(result);
    }
  };

  const tryAndConclude = async (state: { request: OpenRequest | null }): Promise<void> => {
    let failed: SendResult | null = null;
    let lost: Lost = { unanswered: false, mayHaveApplied: false };
    const result = await policy.run(async (attempt) => {
      if (attempt > 1 && state.request) state.request = await reopen(state.request, state.request.rows);
      if (!state.request) return nothingLeft;
      const answer = await send(state.request);
      if (answer.type === 'unavailable') {
        failed = answer;
        lost = withLoss(lost, answer);
      }
      return answer;
    });
    if (!state.request) return;
    const last = result ?? failed;
    // Held back before it was ever sent: the rows wait, and a newer value may still supersede them. So do those of a
    // gateway that is not sure of them any more, as far as they are still its own.
    if (last && last !== notOurs) await conclude(state.request, last, lost);
    else await release(state.request, 'HELD_BACK');
  };

  /** A throw is a bug: it is told, and the rows get another chance after a while. */
  const carry = async (first: OpenRequest): Promise<void> => {
    const state: { request: OpenRequest | null } = { request: first };
    try {
      await tryAndConclude(state);
    } catch (error) {
      breakOff(error, async () => {
        if (state.request) await release(state.request, 'INTERRUPTED');
      });
    }
  };

  const breakOff = (error: unknown, rescue: () => Promise<void>): void => {
    log.error({ err: error, ...about() }, 'A delivery broke off');
    clock.after(secondWindMs, () => {
      rescue().catch((again: unknown) => breakOff(again, rescue));
    });
  };

  const deliver = async (items: readonly ItemRef[]): Promise<void> => {
    const { draft, ...rest } = newRequest();
    try {
      const { request, changes } = await journal.claim(items, draft);
      announce(changes);
      if (request) await carry({ ...request, ...rest, attempt: 1 });
    } catch (error) {
      if (error instanceof NeverAccepted) return;
      breakOff(error, () => deliver(items));
    }
  };

  return { deliver, reopen, carry };
};
