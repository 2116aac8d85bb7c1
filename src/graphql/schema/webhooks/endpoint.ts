import { globalIdOf } from '../../../domain/global-id.ts';
import type { WebhookEndpointId } from '../../../domain/ids.ts';
import { maxWebhookEndpoints, type WebhookEndpoint } from '../../../domain/webhook.ts';
import { isRecord } from '../../../lib/json/json.ts';
import { builder } from '../../builder.ts';
import type { GraphQLContext } from '../../context.ts';
import { severalTexts, times, timesPage } from '../../limits/field-cost.ts';
import { connectionOfPage, pageArgs, pageOf, pageSizes, webhookDeliveryCursor } from '../connection.ts';
import { WebhookDeliveryRef, WebhookEventEnum } from './delivery.ts';

const WebhookDeliveryConnection = builder.connectionObject(
  {
    type: WebhookDeliveryRef,
    name: 'WebhookDeliveryConnection',
    description: 'One page of the deliveries of a webhook endpoint.',
  },
  { name: 'WebhookDeliveryEdge', description: 'A delivery and its cursor.' },
);

export const webhookEndpointGlobalId = (id: WebhookEndpointId): string => globalIdOf('WebhookEndpoint', id);

export const WebhookEndpointRef = builder.objectRef<WebhookEndpoint>('WebhookEndpoint').implement({
  description: 'A URL of the client to which the gateway sends events, in the form of Standard Webhooks.',
  interfaces: [builder.nodeInterfaceRef()],
  isTypeOf: (value) => isRecord(value) && 'url' in value && 'events' in value,
  fields: (t) => ({
    id: t.id({
      description: 'The global id.',
      resolve: ({ id }) => webhookEndpointGlobalId(id),
    }),
    url: t.expose('url', { type: 'URL', description: 'The URL that receives the events.' }),
    events: t.expose('events', {
      type: [WebhookEventEnum],
      complexity: severalTexts,
      description: 'The events that it receives.',
    }),
    enabled: t.exposeBoolean('enabled', {
      description:
        'Whether the gateway sends to it. While it is false, pending deliveries wait, and new events are not stored for it.',
    }),
    notice: t.exposeString('notice', {
      nullable: true,
      description: 'Why the gateway switched the endpoint off. Null when it did not.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    deliveries: t.field({
      type: WebhookDeliveryConnection,
      description:
        'The deliveries, newest first. Use `first` to page to older ones and `last` to page back to newer ones.',
      args: pageArgs(t.arg, pageSizes),
      complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
      resolve: async ({ id }, args, { loaders }) => {
        const page = pageOf(args, pageSizes, webhookDeliveryCursor);
        const found = await loaders.webhookDeliveriesWithin(page).load(id);
        return connectionOfPage(found, page, (one) => webhookDeliveryCursor.encode(one.id));
      },
    }),
  }),
});

/** An endpoint of the caller's client. Null for one of another client, as for one that does not exist. */
export const ownWebhookEndpoint = async (
  { loaders, caller }: Pick<GraphQLContext, 'loaders' | 'caller'>,
  id: WebhookEndpointId,
): Promise<WebhookEndpoint | null> =>
  (await loaders.webhookEndpoints.load(caller.client)).find((one) => one.id === id) ?? null;

builder.queryField('webhookEndpoints', (t) =>
  t.field({
    type: [WebhookEndpointRef],
    complexity: times(maxWebhookEndpoints),
    description: `The webhook endpoints of the client of the API key, oldest first: at most ${maxWebhookEndpoints}.`,
    resolve: (_root, _args, { loaders, caller }) => loaders.webhookEndpoints.load(caller.client),
  }),
);
