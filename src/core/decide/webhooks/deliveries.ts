import type { WebhookDeliveryId } from '../../../domain/ids.ts';
import type { WebhookAttempt, WebhookDeliveryStatus } from '../../../domain/webhook.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import type { DeliveryConclusion } from '../../../ports/journal/webhooks.ts';

/** How long the gateway tries to deliver, from the first attempt on. */
export const giveUpAfterMs = 24 * 60 * 60 * 1000;
const firstDelayMs = 5_000;
const longestDelayMs = 2 * 60 * 60 * 1000;
/** The delays of endpoints that failed together differ by up to this part. */
const jitterShare = 0.2;
/** The attempts that the journal keeps of one delivery: more than those of one day. */
const keptAttempts = 50;

/** The deliveries of one endpoint that a gateway looks at in one step. */
export const maxCandidates = 100;

/** A delivery that is due. `head` is the oldest pending delivery of its chain. */
export type DeliveryCandidate = { readonly id: WebhookDeliveryId; readonly head: WebhookDeliveryId };

export type ClaimedIds = {
  readonly claimed: readonly WebhookDeliveryId[];
  /** They wait for an earlier delivery of their chain, and get their turn when it ends. */
  readonly waiting: readonly WebhookDeliveryId[];
};

/** Which of the due deliveries are sent now: at most `limit`, and of each chain only the oldest. */
export const claimDeliveries = (candidates: readonly DeliveryCandidate[], limit: number): ClaimedIds => ({
  claimed: candidates
    .filter(({ id, head }) => id === head)
    .slice(0, limit)
    .map(({ id }) => id),
  waiting: candidates.filter(({ id, head }) => id !== head).map(({ id }) => id),
});

/** The state of a delivery that its attempts change. */
export type DeliveryState = {
  readonly status: WebhookDeliveryStatus;
  readonly nextAttemptAt: number | null;
  /** When the first attempt began. Null before it, and after a new start. */
  readonly firstAttemptAt: number | null;
  /** The failed attempts since then. */
  readonly tries: number;
  readonly attempts: readonly WebhookAttempt[];
};

export type Concluded = {
  readonly state: DeliveryState;
  /** Why the endpoint is switched off. Null if it stays as it is. */
  readonly notice: string | null;
};

const delayOf = (tries: number, random: number): number => {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(tries - 1, 20));
  return Math.round(delay * (1 + jitterShare * (2 * random - 1)));
};

const reasonOf = ({ error }: WebhookAttempt): string => error ?? 'no reason is known';

/**
 * The state of a delivery after an attempt. The delays double from 5 seconds to 2 hours. The last attempt is 24 hours
 * after the first one. If that fails too, the endpoint is switched off.
 */
export const concludeAttempt = (
  before: DeliveryState,
  { attempt, type, at, random }: Omit<DeliveryConclusion, 'id' | 'claim'>,
): Concluded => {
  const firstAttemptAt = before.firstAttemptAt ?? attempt.at;
  const attempts = [...before.attempts, attempt].slice(-keptAttempts);
  const ended = (status: WebhookDeliveryStatus, tries: number): DeliveryState => ({
    status,
    nextAttemptAt: null,
    firstAttemptAt,
    tries,
    attempts,
  });
  const tries = before.tries + 1;
  switch (type) {
    case 'delivered':
      return { state: ended('DELIVERED', before.tries), notice: null };
    case 'withheld':
      return { state: ended('FAILED', before.tries), notice: null };
    case 'gone':
      return {
        state: ended('FAILED', tries),
        notice: 'The endpoint answered 410 Gone, so the gateway switched it off.',
      };
    case 'failed': {
      const giveUpAt = firstAttemptAt + giveUpAfterMs;
      if (at >= giveUpAt) {
        const notice = `A delivery failed for 24 hours, so the gateway switched the endpoint off. The last error: ${reasonOf(attempt)}`;
        return { state: ended('FAILED', tries), notice };
      }
      const nextAttemptAt = Math.min(at + delayOf(tries, random), giveUpAt);
      return { state: { status: 'PENDING', nextAttemptAt, firstAttemptAt, tries, attempts }, notice: null };
    }
    default:
      return assertNever(type);
  }
};

/** A new start of a delivery, at once and with the whole time for its attempts. The old attempts stay in its log. */
export const startAgain = ({ attempts }: Pick<DeliveryState, 'attempts'>, at: number): DeliveryState => ({
  status: 'PENDING',
  nextAttemptAt: at,
  firstAttemptAt: null,
  tries: 0,
  attempts,
});
