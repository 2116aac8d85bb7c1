import { maxWebhookEndpoints, type WebhookEndpoint, type WebhookSecrets } from '../../../domain/webhook.ts';
import type { WebhookEndpointChange, WebhookEndpointDraft } from '../../../ports/journal/webhooks.ts';

/** How long the secret before a rotation signs too. */
export const rotationMs = 24 * 60 * 60 * 1000;

export type StoredEndpoint = { readonly endpoint: WebhookEndpoint; readonly secrets: WebhookSecrets };

/** A new endpoint. Null if the client has as many as it may have. */
export const createEndpoint = (
  { secret, ...endpoint }: WebhookEndpointDraft,
  existing: number,
): StoredEndpoint | null =>
  existing >= maxWebhookEndpoints
    ? null
    : {
        endpoint: { ...endpoint, enabled: true, notice: null },
        secrets: { current: secret, previous: null },
      };

/**
 * An endpoint after a change of its client. `restarts` is whether its pending deliveries start again at once: the endpoint
 * was switched on, or it has another URL.
 */
export const updateEndpoint = (
  { endpoint, secrets }: StoredEndpoint,
  { url, events, enabled, secret }: WebhookEndpointChange,
  at: number,
): StoredEndpoint & { readonly restarts: boolean } => {
  const isEnabled = enabled ?? endpoint.enabled;
  const after = {
    ...endpoint,
    url: url ?? endpoint.url,
    events: events ?? endpoint.events,
    enabled: isEnabled,
    notice: enabled === null ? endpoint.notice : null,
  };
  return {
    endpoint: after,
    secrets:
      secret === null
        ? secrets
        : { current: secret, previous: { secret: secrets.current, until: at + rotationMs } },
    restarts: isEnabled && (!endpoint.enabled || after.url !== endpoint.url),
  };
};

/** The endpoint that the gateway switches off. Null if it is switched off already. */
export const switchOff = (endpoint: WebhookEndpoint, notice: string): WebhookEndpoint | null =>
  endpoint.enabled ? { ...endpoint, enabled: false, notice } : null;

/** The secrets that sign a request at this time, the newest first. */
export const signingSecrets = ({ current, previous }: WebhookSecrets, at: number): readonly string[] =>
  previous && at < previous.until ? [current, previous.secret] : [current];

export const overfullNotice = (limit: number): string =>
  `More than ${limit} deliveries waited, so the gateway switched the endpoint off.`;
