import type { DeliveryCandidate, DeliveryState } from '../core/decide/webhooks/deliveries.ts';
import type { StoredEndpoint } from '../core/decide/webhooks/endpoints.ts';
import type { NewDelivery } from '../core/decide/webhooks/events.ts';
import {
  asChannelId,
  asClientId,
  asWebhookDeliveryId,
  asWebhookEndpointId,
  type ClientId,
} from '../domain/ids.ts';
import type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryStatus,
  WebhookEndpoint,
  WebhookEvent,
  WebhookRights,
} from '../domain/webhook.ts';
import type { ClaimedDelivery } from '../ports/journal/webhooks.ts';
import { integer, integerOrNull, parsed, type Row, text, textOrNull } from './journal-rows.ts';

/** The present rights of a client. Null if it has no valid key. */
export type RightsOf = (client: ClientId) => WebhookRights | null;

/** For a store whose gateway has no keys. */
export const allRights: RightsOf = () => ({ reads: true, channels: null });

const endpointColumnNames = [
  ...['id', 'client', 'url', 'events', 'enabled', 'notice', 'created_at'],
  ...['secret', 'previous_secret', 'previous_until'],
];
export const endpointColumns = endpointColumnNames.join(', ');

const eventsOf = (row: Row) => parsed<readonly WebhookEvent[]>(text(row, 'events'));

/** The part of a listener that is stored. */
export const listenerOf = (row: Row) => ({
  id: asWebhookEndpointId(text(row, 'id')),
  client: asClientId(text(row, 'client')),
  events: eventsOf(row),
});

export const endpointOf = (row: Row): WebhookEndpoint => ({
  ...listenerOf(row),
  url: text(row, 'url'),
  enabled: integer(row, 'enabled') === 1,
  notice: textOrNull(row, 'notice'),
  createdAt: integer(row, 'created_at'),
});

export const storedEndpointOf = (row: Row): StoredEndpoint => {
  const previous = textOrNull(row, 'previous_secret');
  return {
    endpoint: endpointOf(row),
    secrets: {
      current: text(row, 'secret'),
      previous: previous === null ? null : { secret: previous, until: integer(row, 'previous_until') },
    },
  };
};

/** In the order of `endpointColumns`. */
export const endpointValues = ({
  endpoint,
  secrets,
}: StoredEndpoint): readonly (string | number | null)[] => [
  endpoint.id,
  endpoint.client,
  endpoint.url,
  JSON.stringify(endpoint.events),
  Number(endpoint.enabled),
  endpoint.notice,
  endpoint.createdAt,
  secrets.current,
  secrets.previous?.secret ?? null,
  secrets.previous?.until ?? null,
];

export const deliveryColumns = 'id, endpoint_id, event, status, created_at, next_attempt_at, attempts';

const attemptsOf = (row: Row) => parsed<readonly WebhookAttempt[]>(text(row, 'attempts'));
const statusOf = (row: Row) => text(row, 'status') as WebhookDeliveryStatus;
const eventOf = (row: Row) => text(row, 'event') as WebhookEvent;

export const deliveryOf = (row: Row): WebhookDelivery => ({
  id: asWebhookDeliveryId(integer(row, 'id')),
  endpointId: asWebhookEndpointId(text(row, 'endpoint_id')),
  event: eventOf(row),
  status: statusOf(row),
  createdAt: integer(row, 'created_at'),
  nextAttemptAt: integerOrNull(row, 'next_attempt_at'),
  attempts: attemptsOf(row),
});

/** The columns that attempts change. */
export const stateColumns = 'status, next_attempt_at, first_attempt_at, tries, attempts';

export const deliveryStateOf = (row: Row): DeliveryState => ({
  status: statusOf(row),
  nextAttemptAt: integerOrNull(row, 'next_attempt_at'),
  firstAttemptAt: integerOrNull(row, 'first_attempt_at'),
  tries: integer(row, 'tries'),
  attempts: attemptsOf(row),
});

/** In the order of `stateColumns`. */
export const stateValues = (state: DeliveryState): readonly (string | number | null)[] => [
  state.status,
  state.nextAttemptAt,
  state.firstAttemptAt,
  state.tries,
  JSON.stringify(state.attempts),
];

/** The columns of a new delivery. The others have defaults. */
export const newDeliveryColumns = 'endpoint_id, event, chain, channel, created_at, data, next_attempt_at';

/** In the order of `newDeliveryColumns`. */
export const newDeliveryValues = (one: NewDelivery): readonly (string | number | null)[] => [
  one.endpointId,
  one.event,
  one.chain,
  one.channel,
  one.createdAt,
  one.data,
  one.nextAttemptAt,
];

export const candidateOf = (row: Row): DeliveryCandidate => ({
  id: asWebhookDeliveryId(integer(row, 'id')),
  head: asWebhookDeliveryId(integer(row, 'head')),
});

/** The columns of a delivery that is sent. The endpoint is read separately. */
export const claimedColumns = 'id, endpoint_id, claims, event, channel, created_at, data';

export const claimedDeliveryOf = (row: Row, stored: StoredEndpoint): ClaimedDelivery => {
  const channel = textOrNull(row, 'channel');
  return {
    id: asWebhookDeliveryId(integer(row, 'id')),
    claim: integer(row, 'claims'),
    ...stored,
    event: eventOf(row),
    channel: channel === null ? null : asChannelId(channel),
    createdAt: integer(row, 'created_at'),
    data: text(row, 'data'),
  };
};
