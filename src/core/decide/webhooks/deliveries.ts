import type { WebhookDeliveryId } from '../../../domain/ids.ts';
import type { WebhookAttempt, WebhookDeliveryStatus } from '../../../domain/webhook.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import { countBy } from '../../../lib/count-by.ts';
import type { DeliveryConclusion, OwnEndpoint, SendingLimits } from '../../../ports/journal/webhooks.ts';

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

/** The due deliveries of an endpoint, at most `maxCandidates`. */
export type DueDeliveries = OwnEndpoint & { readonly candidates: readonly DeliveryCandidate[] };

export type ClaimedIds = {
  readonly claimed: readonly WebhookDeliveryId[];
  /** They wait for an earlier delivery of their chain, and get their turn when it ends. */
  readonly waiting: readonly WebhookDeliveryId[];
  /** Whether an endpoint may have due deliveries behind those that wait. */
  readonly hasMore: boolean;
};

/** The endpoints and the clients that get nothing further until one of their deliveries ends. */
export const fullOnes = ({ sending, perEndpoint, perClient }: SendingLimits) => {
  const over = <Key>(counts: Map<Key, number>, limit: number): readonly Key[] =>
    [...counts].flatMap(([key, count]) => (count >= limit ? [key] : []));
  return {
    endpoints: over(
      countBy(sending, ({ id }) => id),
      perEndpoint,
    ),
    clients: over(
      countBy(sending, ({ client }) => client),
      perClient,
    ),
  };
};

/**
 * Which of the due deliveries are sent now: of each chain only the oldest. Each goes to the client with the fewest
 * deliveries under way, and of its endpoints to the one with the fewest. So an endpoint that does not answer delays only
 * its own client.
 */
export const claimDeliveries = (
  due: readonly DueDeliveries[],
  { sending, limit, perEndpoint, perClient }: SendingLimits,
): ClaimedIds => {
  const ofEndpoint = countBy(sending, ({ id }) => id);
  const ofClient = countBy(sending, ({ client }) => client);
  const queues = due.map(({ id, client, candidates }) => ({
    id,
    client,
    isWhole: candidates.length < maxCandidates,
    heads: candidates.filter((one) => one.id === one.head).map((one) => one.id),
  }));
  const underWay = ({ id, client }: OwnEndpoint) => ({
    endpoint: ofEndpoint.get(id) ?? 0,
    client: ofClient.get(client) ?? 0,
  });
  const hasRoom = (one: OwnEndpoint): boolean =>
    underWay(one).endpoint < perEndpoint && underWay(one).client < perClient;
  const claimed: WebhookDeliveryId[] = [];
  while (claimed.length < limit) {
    let next: (typeof queues)[number] | null = null;
    for (const queue of queues) {
      if (queue.heads.length === 0 || !hasRoom(queue)) continue;
      const [own, best] = [underWay(queue), next && underWay(next)];
      const isBetter =
        !best || own.client < best.client || (own.client === best.client && own.endpoint < best.endpoint);
      if (isBetter) next = queue;
    }
    const head = next?.heads.shift();
    if (!next || head === undefined) break;
    claimed.push(head);
    ofEndpoint.set(next.id, underWay(next).endpoint + 1);
    ofClient.set(next.client, underWay(next).client + 1);
  }
  return {
    claimed,
    waiting: due
      .flatMap(({ candidates }) => candidates.filter((one) => one.id !== one.head))
      .map(({ id }) => id),
    hasMore:
      claimed.length < limit &&
      queues.some((queue) => !queue.isWhole && queue.heads.length === 0 && hasRoom(queue)),
  };
};

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
