import type { VendorEvents } from '../core/catalogue/vendor-events.ts';
import type { Callbacks } from '../core/deliver/callbacks/callbacks.ts';
import type { Gateway } from '../core/gateway.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { consolePath } from './console/handler.ts';
import { graphiqlPrefix } from './graphiql/files.ts';
import { createGraphQLHandler, type GraphQLHandlerDeps } from './graphql/handler.ts';
import { observeRequests } from './graphql/observe.ts';
import { graphqlPath } from './graphql/yoga.ts';
import { createReady, live } from './health.ts';
import { metricsPath } from './metrics.ts';
import { type Handler, refuseForNow, respond } from './responses.ts';
import { createVendorEventsHandler } from './webhooks/events.ts';
import { createWebhooks, type WebhookLimits } from './webhooks/handler.ts';
import { createWelcome, type WelcomeDeps } from './welcome.ts';

export type RouterDeps = GraphQLHandlerDeps &
  Pick<WelcomeDeps, 'channels'> & {
    readonly receiveCallback: Callbacks['receive'];
    readonly receiveEvent: VendorEvents['receive'];
    readonly webhookLimits: WebhookLimits;
    readonly telemetry: Telemetry;
    /** Null where another server has them. */
    readonly metrics: Handler | null;
    /** Null if the console is off. */
    readonly console: Handler | null;
    isDraining(): boolean;
    readiness: Gateway['readiness'];
  };

/** The handler of each path. Only GraphQL needs an API key: the URL of a vendor's webhook contains its own secret. */
export const createRouter = (deps: RouterDeps): Handler => {
  const webhooks = createWebhooks(deps);
  const events = createVendorEventsHandler(deps);
  const ready = createReady(deps);
  const welcome = createWelcome(deps);
  const graphql = observeRequests(deps.telemetry, createGraphQLHandler(deps));
  return (request, response, path) => {
    if (path.startsWith('/webhooks/')) return webhooks(request, response, path);
    if (path.startsWith('/events/')) return events(request, response, path);
    if (path === '/health/live') return live(request, response, path);
    if (path === metricsPath && deps.metrics) return deps.metrics(request, response, path);
    if (path === '/health/ready') return ready(request, response, path);
    if (deps.isDraining()) return refuseForNow(request, response, path);
    if (path === '/') return welcome(request, response, path);
    if (deps.graphiql && path.startsWith(graphiqlPrefix)) return deps.graphiql.files(request, response, path);
    if (deps.console && (path === consolePath || path.startsWith(`${consolePath}/`))) {
      return deps.console(request, response, path);
    }
    return path === graphqlPath ? graphql(request, response, path) : respond(response, 404);
  };
};
