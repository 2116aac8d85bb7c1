import { globalIdOf } from '../../domain/global-id.ts';
import { type ClientId, keyOf, type WebhookDeliveryId, type WebhookEndpointId } from '../../domain/ids.ts';
import { type WebhookAttempt, type WebhookRights, webhookEventName } from '../../domain/webhook.ts';
import { cutText } from '../../lib/text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { ClaimedDelivery, DeliveryAttempt, OwnEndpoint } from '../../ports/journal/webhooks.ts';
import type { Log } from '../../ports/log.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { WebhookTransport } from '../../ports/webhook-transport.ts';
import type { Channels } from '../channels/channels.ts';
import { signingSecrets } from '../decide/webhooks/endpoints.ts';
import { mayReceive } from '../decide/webhooks/rights.ts';

export type DeliveriesDeps = {
  readonly journal: Pick<
    Journal,
    'claimDeliveries' | 'concludeDelivery' | 'switchOffOverfull' | 'onDeliveriesStored'
  >;
  readonly channels: Pick<Channels, 'isCurrent'>;
  readonly transport: Pick<WebhookTransport, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Pick<Telemetry, 'webhookAttempted' | 'webhookSwitchedOff'>;
  /** The present rights of a client. Null if it has no valid key. */
  readonly rightsOf: (client: ClientId) => WebhookRights | null;
};

export type Deliveries = {
  start(): void;
  /** Takes no further delivery, and waits for the running ones. */
  stop(): Promise<void>;
};

/** Requests at the same time: of this gateway, of one client and of one endpoint. */
const mostRunning = 100;
const mostOfClient = 10;
const mostOfEndpoint = 5;
/** Longer than a request may take. Another gateway sends the delivery again if this one does not conclude it by then. */
const claimMs = 60_000;
/** The longest pause between two looks for deliveries that another gateway stored or left. */
const lookMs = 5_000;
/** The pause between two counts of the deliveries that wait. */
const countMs = 60_000;
/** An endpoint with more pending deliveries is switched off. */
const mostPending = 100_000;
const answerLength = 200;

/** The global id of a delivery. It is the header `webhook-id` too, so a receiver can name the delivery to the gateway. */
export const deliveryGlobalId = (endpoint: WebhookEndpointId, delivery: WebhookDeliveryId): string =>
  globalIdOf('WebhookDelivery', `${endpoint}.${delivery}`);

/** The body of every attempt of a delivery. */
export const webhookBody = ({
  event,
  createdAt,
  data,
}: Pick<ClaimedDelivery, 'event' | 'createdAt' | 'data'>): string =>
  `{"type":"${webhookEventName(event)}","timestamp":"${new Date(createdAt).toISOString()}","data":${data}}`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const controls = /[\u0000-\u001f\u007f-\u009f]+/gu;

/** What the endpoint answered, as far as the log of the delivery keeps it. */
const answerOf = (text: string): string | null =>
  cutText(text.toWellFormed().replace(controls, ' ').trim(), answerLength) || null;

/**
 * Sends the deliveries of the journal to their endpoints. A delivery is claimed before it is sent, and stays PENDING until
 * the endpoint has taken it. So the end of the process loses none, and may send one twice.
 */
export const createDeliveries = ({
  journal,
  channels,
  transport,
  clock,
  log,
  telemetry,
  rightsOf,
}: DeliveriesDeps): Deliveries => {
  const running = new Map<WebhookDeliveryId, OwnEndpoint>();
  const ends = new Set<Promise<void>>();
  let isStopped = true;
  let isLooking = false;
  let isAsked = false;
  let cancelLook = (): void => {};
  let cancelCount = (): void => {};

  /** Why nothing is sent. `isFinal` is whether the delivery ends. */
  const objection = ({ endpoint, event, channel }: ClaimedDelivery) => {
    const rights = rightsOf(endpoint.client);
    // The client may get a new key before the time is over.
    if (!rights) return { error: 'The client of the endpoint has no valid API key.', isFinal: false };
    if (!mayReceive(event, channel, rights))
      return { error: 'The API key of the client does not permit the data any longer.', isFinal: true };
    if (channel !== null && !channels.isCurrent(channel))
      return { error: `The channel ${keyOf(channel)} belongs to another account now.`, isFinal: true };
    return null;
  };

  const attempt = async (delivery: ClaimedDelivery): Promise<DeliveryAttempt> => {
    const at = clock.now();
    const failed = (error: string, more: Partial<WebhookAttempt> = {}): WebhookAttempt => ({
      at,
      httpStatus: null,
      error,
      answer: null,
      ...more,
    });
    const objected = objection(delivery);
    if (objected) return { type: objected.isFinal ? 'withheld' : 'failed', attempt: failed(objected.error) };
    const { endpoint, secrets, id } = delivery;
    const answer = await transport.send({
      url: endpoint.url,
      id: deliveryGlobalId(endpoint.id, id),
      at,
      body: webhookBody(delivery),
      secrets: signingSecrets(secrets, at),
    });
    if (answer.type === 'failure') return { type: 'failed', attempt: failed(answer.reason) };
    const { status, text } = answer;
    if (status >= 200 && status < 300)
      return { type: 'delivered', attempt: { at, httpStatus: status, error: null, answer: null } };
    const facts = { httpStatus: status, answer: answerOf(text) };
    if (status >= 300 && status < 400)
      return {
        type: 'failed',
        attempt: failed(`The endpoint answered with a redirect (${status}), which is not followed.`, facts),
      };
    return {
      type: status === 410 ? 'gone' : 'failed',
      attempt: failed(`The endpoint answered with the HTTP status ${status}.`, facts),
    };
  };

  const deliver = async (delivery: ClaimedDelivery): Promise<void> => {
    const { id, claim, event, endpoint } = delivery;
    const startedAt = clock.now();
    try {
      const result = await attempt(delivery);
      const at = clock.now();
      const concluded = await journal.concludeDelivery({ ...result, id, claim, at, random: Math.random() });
      const { status = 'PENDING', switchedOff = null } = concluded ?? {};
      telemetry.webhookAttempted(event, status, at - startedAt);
      if (switchedOff) reportOff([switchedOff]);
    } catch (error) {
      // The claim ends, and then the delivery is sent again.
      log.error({ err: error, client: endpoint.client }, 'The result of a webhook could not be stored');
    } finally {
      running.delete(id);
    }
  };

  const reportOff = (
    endpoints: readonly Pick<ClaimedDelivery['endpoint'], 'client' | 'id' | 'notice'>[],
  ): void => {
    for (const { client, id, notice } of endpoints) {
      telemetry.webhookSwitchedOff();
      // The URL may contain a secret of its owner.
      log.warn(
        { client, webhookEndpoint: globalIdOf('WebhookEndpoint', id), notice },
        'A webhook endpoint was switched off',
      );
    }
  };

  /** Returns the pause until the next look, milliseconds. */
  const takeDue = async (): Promise<number> => {
    for (;;) {
      isAsked = false;
      const limit = mostRunning - running.size;
      if (limit <= 0 || isStopped) return lookMs;
      const at = clock.now();
      const { deliveries, hasMore, nextAt } = await journal.claimDeliveries({
        at,
        forMs: claimMs,
        sending: [...running.values()],
        limit,
        perEndpoint: mostOfEndpoint,
        perClient: mostOfClient,
      });
      for (const delivery of deliveries) {
        running.set(delivery.id, delivery.endpoint);
        const end = deliver(delivery).finally(() => {
          ends.delete(end);
          look();
        });
        ends.add(end);
      }
      if (!hasMore && !isAsked) return nextAt === null ? lookMs : Math.min(lookMs, Math.max(0, nextAt - at));
    }
  };

  const look = (): void => {
    isAsked = true;
    if (isLooking || isStopped) return;
    isLooking = true;
    cancelLook();
    takeDue()
      .catch((error: unknown) => {
        log.error({ err: error }, 'Could not look for webhooks to send');
        return lookMs;
      })
      .then((pauseMs) => {
        isLooking = false;
        if (!isStopped) cancelLook = clock.after(pauseMs, look);
      });
  };

  const count = (): void => {
    cancelCount = clock.after(countMs, () => {
      journal
        .switchOffOverfull(mostPending)
        .then(reportOff, (error: unknown) => {
          log.error({ err: error }, 'Could not count the webhooks that wait');
        })
        .finally(() => {
          if (!isStopped) count();
        });
    });
  };

  return {
    start: () => {
      isStopped = false;
      journal.onDeliveriesStored(look);
      look();
      count();
    },
    stop: async () => {
      isStopped = true;
      cancelLook();
      cancelCount();
      await Promise.all(ends);
    },
  };
};
