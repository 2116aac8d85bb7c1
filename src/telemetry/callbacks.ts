import { createSample } from '../lib/sampling.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { type CallbackBehalf, onBehalf } from './behalf.ts';
import type { TelemetryParts } from './parts.ts';
import { parseTrace } from './trace-context.ts';

/** Those move what was waited for. */
const taken: readonly string[] = ['TAKEN', 'EARLY'];

/**
 * Callbacks: a count by result, a line for each that was taken and for a sample of the others, a span in the trace of
 * the request they end.
 */
export const createCallbackTelemetry = ({
  log,
  metrics,
  tracer,
}: TelemetryParts): Pick<Telemetry, 'receiving'> => {
  // Anybody can post to a made-up address. The metric counts all of them.
  const sample = createSample();
  return {
    receiving: async (callback, take) => {
      const { vendor } = callback;
      const startedAt = performance.now();
      const parent = parseTrace(callback.trace);
      // Only the gateway starts traces. A caller can only continue one.
      const span = parent && tracer ? tracer.start({ name: 'webhook', kind: 'CONSUMER', parent }) : null;
      const behalf: CallbackBehalf = { of: 'callback', trace: span?.trace ?? parent, request: null };
      const tell = (result: string): void => {
        metrics.webhooks.inc(1, vendor, result);
        const about = {
          vendor,
          result,
          ...(behalf.request !== null && { vendorRequest: behalf.request }),
          durationMs: Math.round(performance.now() - startedAt),
          ...(behalf.trace && { trace_id: behalf.trace.traceId }),
        };
        if (taken.includes(result)) log.info(about, 'Webhook');
        else {
          const leftOut = sample(result);
          if (leftOut !== null) log.warn({ ...about, leftOut }, 'Webhook ignored: no item is waiting for it');
        }
        span?.end({ 'onshelf.result': result }, taken.includes(result) ? null : result);
      };
      try {
        const result = await onBehalf.run(behalf, take);
        tell(result);
        return result;
      } catch (error) {
        tell('BROKEN_OFF');
        throw error;
      }
    },
  };
};
