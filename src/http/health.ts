import type { Gateway } from '../core/gateway.ts';
import type { Handler } from './handle.ts';
import { respond } from './responses.ts';

export type ReadyParts = { isDraining(): boolean; readonly readiness: Gateway['readiness'] };

/** It runs: there is nothing to be gained by starting it anew. */
export const live: Handler = (_request, response) => respond(response, 200, { status: 'ok' });

/** Whether it takes work, and if not, why. Work that waits for another account is named: it stops nothing else. */
export const createReady =
  ({ isDraining, readiness }: ReadyParts): Handler =>
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
