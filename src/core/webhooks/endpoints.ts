import { randomBytes } from 'node:crypto';
import type { Caller } from '../../domain/caller.ts';
import { asWebhookEndpointId } from '../../domain/ids.ts';
import { maxWebhookEndpoints, type WebhookEvent } from '../../domain/webhook.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { WebhookTransport } from '../../ports/webhook-transport.ts';
import { maySubscribe } from '../decide/webhooks/rights.ts';
import type { Gateway, SavedWebhookEndpoint, UserError } from '../gateway.ts';

export type EndpointsDeps = {
  readonly journal: Pick<
    Journal,
    'createWebhookEndpoint' | 'updateWebhookEndpoint' | 'deleteWebhookEndpoint' | 'redeliverWebhook'
  >;
  readonly clock: Pick<Clock, 'now'>;
  readonly transport: Pick<WebhookTransport, 'urlProblem'>;
};

const error = (
  code: UserError['code'],
  path: readonly string[] | null,
  message: string,
  more: Partial<UserError> = {},
): UserError => ({ code, path, message, limit: null, provided: null, retryAfter: null, ...more });

const tooMany = error(
  'TOO_MANY_ENDPOINTS',
  ['input'],
  `A client has at most ${maxWebhookEndpoints} webhook endpoints. Delete one, or change one with updateWebhookEndpoint. Nothing was created.`,
  { limit: maxWebhookEndpoints, provided: maxWebhookEndpoints + 1 },
);
const unknownEndpoint = error(
  'NOT_FOUND',
  ['input', 'id'],
  'The client has no webhook endpoint with this id. Nothing was changed. Query.webhookEndpoints lists the endpoints.',
);
const unknownDelivery = error(
  'NOT_FOUND',
  ['input', 'deliveryId'],
  'The client has no webhook delivery with this id, or the journal no longer contains it. Nothing was sent.',
);
const disabled = error(
  'ENDPOINT_DISABLED',
  ['input', 'deliveryId'],
  'The endpoint of the delivery is switched off, so nothing is sent to it. Switch it on first, with updateWebhookEndpoint and enabled: true. That sends its pending deliveries too.',
);

/** The form of Standard Webhooks. 32 random bytes are the length of the hash. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const distinct = (events: readonly WebhookEvent[]): readonly WebhookEvent[] => [...new Set(events)];

const eventErrors = (events: readonly WebhookEvent[], { scopes }: Caller): readonly UserError[] => {
  const path = ['input', 'events'];
  if (events.length === 0) return [error('INVALID_VALUE', path, 'Name at least one event.')];
  const closed = distinct(events).filter((event) => !maySubscribe(event, { reads: scopes.read }));
  if (closed.length === 0) return [];
  const message = `The API key needs the scope read for ${closed.join(' and ')}.`;
  return [error('INVALID_VALUE', path, message)];
};

/** The webhook endpoints of clients. The secret of an endpoint leaves the gateway only in the answer that makes it. */
export const createEndpoints = ({
  journal,
  clock,
  transport,
}: EndpointsDeps): Pick<
  Gateway,
  'createWebhookEndpoint' | 'updateWebhookEndpoint' | 'deleteWebhookEndpoint' | 'redeliverWebhook'
> => {
  const urlErrors = (url: URL): readonly UserError[] => {
    const problem = transport.urlProblem(url);
    return problem === null
      ? []
      : [error('INVALID_VALUE', ['input', 'url'], `${problem} Nothing was saved.`)];
  };
  const refused = (...errors: readonly UserError[]): SavedWebhookEndpoint => ({
    endpoint: null,
    secret: null,
    errors,
  });

  return {
    createWebhookEndpoint: async ({ caller, url, events }) => {
      const errors = [...urlErrors(url), ...eventErrors(events, caller)];
      if (errors.length > 0) return refused(...errors);
      const secret = newSecret();
      const endpoint = await journal.createWebhookEndpoint({
        // Random, so that ids of deliveries are unique over journals: receivers recognize repeated deliveries by them.
        id: asWebhookEndpointId(randomBytes(12).toString('base64url')),
        client: caller.client,
        url: url.href,
        events: distinct(events),
        createdAt: clock.now(),
        secret,
      });
      return endpoint ? { endpoint, secret, errors: [] } : refused(tooMany);
    },

    updateWebhookEndpoint: async ({ caller, id, url, events, enabled, rotateSecret }) => {
      const errors = [...(url ? urlErrors(url) : []), ...(events ? eventErrors(events, caller) : [])];
      if (errors.length > 0) return refused(...errors);
      if (id === null) return refused(unknownEndpoint);
      const secret = rotateSecret ? newSecret() : null;
      const endpoint = await journal.updateWebhookEndpoint(
        { id, client: caller.client },
        { url: url?.href ?? null, events: events && distinct(events), enabled, secret },
        clock.now(),
      );
      return endpoint ? { endpoint, secret, errors: [] } : refused(unknownEndpoint);
    },

    deleteWebhookEndpoint: async ({ caller, id }) => {
      const isDeleted = id !== null && (await journal.deleteWebhookEndpoint({ id, client: caller.client }));
      return isDeleted ? { deletedId: id, errors: [] } : { deletedId: null, errors: [unknownEndpoint] };
    },

    redeliverWebhook: async ({ caller, delivery }) => {
      const found =
        delivery === null
          ? 'unknown'
          : await journal.redeliverWebhook({ ...delivery, client: caller.client }, clock.now());
      if (found === 'unknown') return { delivery: null, errors: [unknownDelivery] };
      if (found === 'disabled') return { delivery: null, errors: [disabled] };
      return { delivery: found, errors: [] };
    },
  };
};
