import type { Gateway } from '../core/gateway.ts';
import { type Handler, respond } from './responses.ts';

export type ReadyDeps = { isDraining(): boolean; readonly readiness: Gateway['readiness'] };

/** The process runs. An orchestrator restarts it when this fails. */
export const live: Handler = (_request, response) => respond(response, 200, { status: 'ok' });

/**
 * Whether the gateway takes work, and if not, why. Work that is held back for another account is listed; it stops nothing
 * else.
 */
export const createReady =
  ({ isDraining, readiness }: ReadyDeps): Handler =>
  async (_request, response) => {
    const found = isDraining() ? { ready: false as const, reason: 'DRAINING' } : await readiness();
    if (found.ready) {
      const heldBack = found.heldBack.map(({ channel, items }) => ({ channel, items }));
      return respond(response, 200, { status: 'ok', ...(heldBack.length > 0 && { heldBack }) });
    }
    response.setHeader('retry-after', '1');
    const { ready: _, ...why } = found;
    return respond(response, 503, { status: 'unavailable', ...why });
  };
