import type { DeletedWebhookEndpoint, Redelivered, SavedWebhookEndpoint } from '../../core/gateway.ts';
import { builder } from '../builder.ts';
import { throwRefused } from '../errors.ts';
import { webhookDeliveryKeyOf, webhookEndpointIdOf } from '../schema/global-id.ts';
import { WebhookDeliveryRef, WebhookEventEnum } from '../schema/webhooks/delivery.ts';
import { WebhookEndpointRef, webhookEndpointGlobalId } from '../schema/webhooks/endpoint.ts';
import { UserErrorRef } from './payload.ts';

const urlRule =
  'It begins with https://, has at most 2,000 characters, no user name, no password and no fragment, and its host has a public address. The setting ALLOW_PRIVATE_WEBHOOKS also allows http:// and private addresses.';

const CreateInput = builder.inputType('CreateWebhookEndpointInput', {
  description: 'A new webhook endpoint.',
  fields: (t) => ({
    url: t.field({ type: 'URL', description: `The URL that receives the events. ${urlRule}` }),
    events: t.field({
      type: [WebhookEventEnum],
      description: 'The events that it receives, at least one. Repeated values count once.',
    }),
  }),
});

const UpdateInput = builder.inputType('UpdateWebhookEndpointInput', {
  description: 'A change of a webhook endpoint. A field that is omitted or null stays as it is.',
  fields: (t) => ({
    id: t.id({ description: 'The global id of the endpoint.' }),
    url: t.field({ type: 'URL', required: false, description: `Another URL. ${urlRule}` }),
    events: t.field({
      type: [WebhookEventEnum],
      required: false,
      description: 'The events that it receives from now on, at least one.',
    }),
    enabled: t.boolean({
      required: false,
      description:
        'False: the gateway sends nothing and stores no new events for it. True: it sends again, and begins with the pending deliveries.',
    }),
    rotateSecret: t.boolean({
      required: false,
      description:
        'True: a new secret signs the requests. The secret before signs them too, for 24 hours. Rotate twice to stop using a secret at once.',
    }),
  }),
});

const DeleteInput = builder.inputType('DeleteWebhookEndpointInput', {
  description: 'The webhook endpoint to delete.',
  fields: (t) => ({ id: t.id({ description: 'The global id of the endpoint.' }) }),
});

const RedeliverInput = builder.inputType('RedeliverWebhookInput', {
  description: 'The webhook delivery to send again.',
  fields: (t) => ({
    deliveryId: t.id({ description: 'The global id of the delivery: the header `webhook-id`.' }),
  }),
});

const errorsDescription = 'Why nothing was changed. Empty when the mutation was carried out.';

const savedRef = (name: string, mutation: string, secret: string) =>
  builder.objectRef<SavedWebhookEndpoint>(name).implement({
    description: `The answer of \`${mutation}\`.`,
    fields: (t) => ({
      webhookEndpoint: t.expose('endpoint', {
        type: WebhookEndpointRef,
        nullable: true,
        description: 'The endpoint as it is now. Null only when the mutation was refused.',
      }),
      secret: t.exposeString('secret', { nullable: true, description: secret }),
      userErrors: t.expose('errors', { type: [UserErrorRef], description: errorsDescription }),
    }),
  });

const CreatePayload = savedRef(
  'CreateWebhookEndpointPayload',
  'createWebhookEndpoint',
  'The secret that signs the requests, `whsec_…`. The gateway returns it only here. Null only when the mutation was refused.',
);
const UpdatePayload = savedRef(
  'UpdateWebhookEndpointPayload',
  'updateWebhookEndpoint',
  'The new secret. The gateway returns it only here. Null without `rotateSecret`, and when the mutation was refused.',
);

const DeletePayload = builder.objectRef<DeletedWebhookEndpoint>('DeleteWebhookEndpointPayload').implement({
  description: 'The answer of `deleteWebhookEndpoint`.',
  fields: (t) => ({
    deletedId: t.id({
      nullable: true,
      description: 'The global id of the deleted endpoint. Null only when the mutation was refused.',
      resolve: ({ deletedId }) => deletedId && webhookEndpointGlobalId(deletedId),
    }),
    userErrors: t.expose('errors', { type: [UserErrorRef], description: errorsDescription }),
  }),
});

const RedeliverPayload = builder.objectRef<Redelivered>('RedeliverWebhookPayload').implement({
  description: 'The answer of `redeliverWebhook`.',
  fields: (t) => ({
    delivery: t.expose('delivery', {
      type: WebhookDeliveryRef,
      nullable: true,
      description: 'The delivery, which is PENDING and due now. Null only when the mutation was refused.',
    }),
    userErrors: t.expose('errors', { type: [UserErrorRef], description: errorsDescription }),
  }),
});

builder.mutationFields((t) => ({
  createWebhookEndpoint: t.field({
    nullable: true,
    authScopes: { 'webhook:write': true },
    type: CreatePayload,
    description:
      'Creates a webhook endpoint of the client of the API key. It receives what happens from now on. A client has at most 10 endpoints. A repeated mutation creates a second endpoint.',
    args: { input: t.arg({ type: CreateInput, description: 'The new endpoint.' }) },
    resolve: async (_root, { input }, { gateway, caller, loaders }) => {
      const saved = await gateway.createWebhookEndpoint({ caller, ...input }).catch(throwRefused);
      loaders.clear();
      return saved;
    },
  }),
  updateWebhookEndpoint: t.field({
    nullable: true,
    authScopes: { 'webhook:write': true },
    type: UpdatePayload,
    description:
      'Changes a webhook endpoint of the client of the API key. Another URL, or `enabled: true` on an endpoint that was switched off, starts its pending deliveries again at once.',
    args: { input: t.arg({ type: UpdateInput, description: 'The change.' }) },
    resolve: async (_root, { input }, { gateway, caller, loaders }) => {
      const saved = await gateway
        .updateWebhookEndpoint({
          caller,
          id: webhookEndpointIdOf(input.id),
          url: input.url ?? null,
          events: input.events ?? null,
          enabled: input.enabled ?? null,
          rotateSecret: input.rotateSecret ?? false,
        })
        .catch(throwRefused);
      loaders.clear();
      return saved;
    },
  }),
  deleteWebhookEndpoint: t.field({
    nullable: true,
    authScopes: { 'webhook:write': true },
    type: DeletePayload,
    description:
      'Deletes a webhook endpoint of the client of the API key, with its deliveries. Pending deliveries are not sent any more, except a request that is running.',
    args: { input: t.arg({ type: DeleteInput, description: 'The endpoint.' }) },
    resolve: async (_root, { input }, { gateway, caller, loaders }) => {
      const id = webhookEndpointIdOf(input.id);
      const deleted = await gateway.deleteWebhookEndpoint({ caller, id }).catch(throwRefused);
      loaders.clear();
      return deleted;
    },
  }),
  redeliverWebhook: t.field({
    nullable: true,
    authScopes: { 'webhook:write': true },
    type: RedeliverPayload,
    description:
      'Sends a webhook delivery of the client of the API key again, at once, with the same id and the same body. A delivery that has ended gets another 24 hours.',
    args: { input: t.arg({ type: RedeliverInput, description: 'The delivery.' }) },
    resolve: async (_root, { input }, { gateway, caller, loaders }) => {
      const delivery = webhookDeliveryKeyOf(input.deliveryId);
      const redelivered = await gateway.redeliverWebhook({ caller, delivery }).catch(throwRefused);
      loaders.clear();
      return redelivered;
    },
  }),
}));
