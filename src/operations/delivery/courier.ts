import { assertNever } from '../../domain/assert-never.ts';
import type { Change } from '../../domain/change.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { RowOutcome } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Exchange, RequestOutcome } from '../../domain/vendor-request.ts';
import type { Channel, Delivery, SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal, RequestDraft, RequestRow } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { Announce } from '../announce.ts';
import type { AnyWriter } from '../any-writer.ts';
import { callbackHashOf, newCallbackSecret } from './callback-secret.ts';
import { type DeliveryPolicy, maxAttempts } from './policy.ts';
import { brokenOff, givenUp, isAboutRows, type Lost, nothingLeft, rowOutcome } from './results.ts';

type OpenRequest = {
  readonly id: RequestId;
  readonly rows: readonly RequestRow[];
  readonly delivery: Delivery;
};

export type CourierParts = {
  readonly channel: Channel;
  readonly writer: AnyWriter;
  readonly policy: DeliveryPolicy;
  readonly journal: Pick<
    Journal,
    'claim' | 'resend' | 'settle' | 'awaitCallback' | 'noteExchange' | 'requestById'
  >;
  readonly clock: Clock;
  readonly log: Log;
  readonly announce: Announce;
  readonly callbackUrlOf: (channel: Channel, secret: string) => string;
  /** A request waits for its callback from now on; `early` is the one that came before the answer, or null. */
  readonly onAwaiting: (id: RequestId, deadline: number, early: unknown) => Promise<void>;
  readonly onResult: (result: SendResult) => void;
};

/** Carries items to one kind of write of a channel, from claim to settlement. Neither method ever rejects. */
export type Courier = {
  deliver(items: readonly ItemRef[]): Promise<void>;
  /** Sends rows of a request again, by themselves. */
  redeliver(previous: RequestId, rows: readonly ItemRef[]): Promise<void>;
};

export const createCourier = (parts: CourierParts): Courier => {
  const { channel, writer, policy, journal, clock, log, announce } = parts;
  const { timeoutMs, callbackTimeoutMs } = channel.limits;

  /** Every request has a callback secret of its own. */
  const newRequest = (): { readonly draft: RequestDraft; readonly delivery: Delivery } => {
    const secret = writer.callsBack ? newCallbackSecret() : null;
    const sentAt = clock.now();
    return {
      draft: {
        channel: channel.id,
        kind: writer.kind,
        sentAt,
        callbackHash: secret && callbackHashOf(secret),
        deadline: sentAt + timeoutMs * maxAttempts + (writer.callsBack ? callbackTimeoutMs : 0),
      },
      delivery: { callbackUrl: secret && parts.callbackUrlOf(channel, secret) },
    };
  };

  const resend = async (previous: RequestId, rows: readonly ItemRef[]): Promise<OpenRequest | null> => {
    const { draft, delivery } = newRequest();
    const request = await journal.resend(previous, rows, draft);
    return request && { ...request, delivery };
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

  /** A throw is a bug in the channel: the rows still come to an end. */
  const ask = async (changes: readonly Change[], delivery: Delivery): Promise<SendResult> => {
    try {
      return await writer.send(changes, delivery);
    } catch (error) {
      log.error(
        { err: error, channel: channel.id, kind: writer.kind },
        'A bug in the channel broke a request off',
      );
      return brokenOff;
    }
  };

  const send = async ({ id, rows, delivery }: OpenRequest): Promise<SendResult> => {
    const changes = rows.map((row) => row.change);
    const result = await ask(changes, delivery);
    parts.onResult(result);
    if (result.type !== 'unavailable') return result;
    // From here on a callback ends the rows itself: none is kept any more for an answer that won't come.
    await journal.noteExchange(id, 'UNAVAILABLE', result.exchange, clock.now(), result.mayHaveApplied);
    if (!result.mayHaveApplied || !writer.callsBack) return result;
    // The answer was lost, but a callback that came meanwhile shows that the request was accepted.
    const body = (await journal.requestById(id))?.earlyCallback ?? null;
    const early = body === null ? null : channel.readCallback?.(body);
    return early
      ? { type: 'accepted', vendorRequestId: early.vendorRequestId, exchange: result.exchange }
      : result;
  };

  const awaitCallback = async (request: OpenRequest, vendorRequestId: string, exchange: Exchange) => {
    const now = clock.now();
    const deadline = now + callbackTimeoutMs;
    const answered = { ...exchange, vendorRequestId };
    const { changes, earlyCallback } = await journal.awaitCallback(request.id, answered, now, deadline);
    announce(changes);
    await parts.onAwaiting(request.id, deadline, earlyCallback);
  };

  /** One bad row must not spoil the others: a refused request is narrowed down to the rows it is refused for. */
  const narrow = async (request: OpenRequest, exchange: Exchange): Promise<void> => {
    await journal.noteExchange(request.id, 'REFUSED', exchange, clock.now());
    const middle = Math.ceil(request.rows.length / 2);
    await redeliver(request.id, request.rows.slice(0, middle));
    await redeliver(request.id, request.rows.slice(middle));
  };

  const conclude = async (request: OpenRequest, result: SendResult, lost: Lost): Promise<void> => {
    const { exchange } = result;
    const { sent } = lost;
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
        return settle(request, sent ? 'UNAVAILABLE' : 'HELD_BACK', exchange, () => outcome);
      }
      default:
        return assertNever(result);
    }
  };

  const carry = async (first: OpenRequest): Promise<void> => {
    let request: OpenRequest | null = first;
    let lost: Lost = { sent: false, unanswered: false, mayHaveApplied: false };
    const result = await policy.run(async (attempt) => {
      if (attempt > 1 && request) request = await resend(request.id, request.rows);
      if (!request) return nothingLeft;
      lost = { ...lost, sent: true };
      const answer = await send(request);
      if (answer.type === 'unavailable') {
        lost = {
          sent: true,
          unanswered: lost.unanswered || (answer.mayHaveApplied && (answer.exchange.httpStatus ?? 0) < 500),
          mayHaveApplied: lost.mayHaveApplied || answer.mayHaveApplied,
        };
      }
      return answer;
    });
    if (request) await conclude(request, result, lost);
  };

  /** A throw is a bug or a journal that can't write: the items stay as they are, for the next start to finish. */
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error({ err: error, channel: channel.id, kind: writer.kind }, 'A delivery broke off');
    }
  };

  const redeliver = async (previous: RequestId, rows: readonly ItemRef[]): Promise<void> => {
    const request = await resend(previous, rows);
    if (request) await carry(request);
  };

  return {
    deliver: (items) =>
      guarded(async () => {
        const { draft, delivery } = newRequest();
        const { request, changes } = await journal.claim(items, draft);
        announce(changes);
        if (request) await carry({ ...request, delivery });
      }),
    redeliver: (previous, rows) => guarded(() => redeliver(previous, rows)),
  };
};
