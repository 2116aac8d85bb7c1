import { deliveryGlobalId } from '../../../core/webhooks/deliver.ts';
import type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryStatus,
  WebhookEvent,
} from '../../../domain/webhook.ts';
import { isRecord } from '../../../lib/json/json.ts';
import { builder } from '../../builder.ts';
import { timesAttempts } from '../../limits/field-cost.ts';
import { describedEnum } from '../values/enums.ts';

export const WebhookEventEnum = describedEnum<WebhookEvent>(
  'WebhookEvent',
  'What a webhook reports. The name in the body of a webhook is in parentheses.',
  {
    OPERATION_COMPLETED:
      'An operation of the client has ended (`operation.completed`). It is sent once for each operation.',
    ITEM_FAILED:
      'An item of an operation of the client ended FAILED (`item.failed`). An item with an unknown outcome is not FAILED.',
    STOCK_CHANGED:
      'A stock level has a new entry in its `history` (`stock.changed`): the vendor applied a write, or the gateway observed another quantity. Needs the scope `read`, and the channel.',
    DRIFT_FOUND:
      "A vendor's quantity differs from the expected one, and no event of the vendor explains it (`drift.found`). Needs the scope `read`, and the channel.",
  },
);

const WebhookDeliveryStatusEnum = describedEnum<WebhookDeliveryStatus>(
  'WebhookDeliveryStatus',
  'The state of a webhook delivery.',
  {
    PENDING: 'The endpoint has not taken the event. The gateway tries, while the endpoint is enabled.',
    DELIVERED: 'The endpoint answered with a status from 200 to 299.',
    FAILED:
      'The gateway does not try again: the attempts failed for 24 hours, the endpoint answered 410, or the API key does not permit the data any longer. `redeliverWebhook` tries again.',
  },
);

const WebhookAttemptRef = builder.objectRef<WebhookAttempt>('WebhookAttempt').implement({
  description: 'One request that tried to deliver an event.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When the request began.' }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'The status of the answer. Null when no answer arrived.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why the attempt failed. Null when the endpoint took the event.',
    }),
    answer: t.exposeString('answer', {
      nullable: true,
      description:
        'The beginning of the body of the answer, 200 characters and how much was cut off. Null when there was none, and when the endpoint took the event.',
    }),
  }),
});

export const WebhookDeliveryRef = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  description:
    'One event for one webhook endpoint. It is stored together with the change that it reports, and kept for RETENTION_DAYS (a setting).',
  interfaces: [builder.nodeInterfaceRef()],
  isTypeOf: (value) => isRecord(value) && 'endpointId' in value,
  fields: (t) => ({
    id: t.id({
      description:
        'The global id. It is the header `webhook-id` of every attempt, so a receiver can recognize a repeated delivery.',
      resolve: ({ id, endpointId }) => deliveryGlobalId(endpointId, id),
    }),
    event: t.expose('event', { type: WebhookEventEnum, description: 'What it reports.' }),
    status: t.expose('status', {
      type: WebhookDeliveryStatusEnum,
      description: 'The state of the delivery.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the event happened. The `timestamp` of the body.',
    }),
    attempts: t.field({
      type: [WebhookAttemptRef],
      complexity: timesAttempts,
      description: 'The requests so far, oldest first: the last 50.',
      resolve: ({ attempts }, _args, { answer }, info) => answer.list(attempts, info),
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next attempt is due. Null when the delivery has ended, and while it waits for an earlier delivery of the same operation or stock level.',
    }),
  }),
});
