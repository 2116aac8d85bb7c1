import { createSample } from '../lib/logging/sampling.ts';
import type { Vendor } from '../ports/channel.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { type CallbackContext, requestContext, type TelemetryDeps } from './request-context.ts';
import { parseTrace } from './tracing.ts';

/** The results of events that the gateway trusts. */
const trusted: readonly string[] = ['STORED', 'IGNORED'];

/** The results of callbacks that an item waits for. */
const taken: readonly string[] = ['TAKEN', 'EARLY'];

/**
 * Instruments callbacks and events: a count by result, a log line for each that was taken and for a sample of the others, and a
 * span in the trace of its vendor request.
 */
export const createCallbackTelemetry = ({
  log,
  metrics,
  tracer,
}: TelemetryDeps): Pick<Telemetry, 'receiving' | 'receivingEvent'> => {
  // Anyone can post to an invented path, so these lines are sampled. The metric counts all of them.
  const sample = createSample();
  const report = (vendor: Vendor, result: string, startedAt: number): void => {
    metrics.vendorEvents.inc({ vendor, result });
    const about = { vendor, result, durationMs: Math.round(performance.now() - startedAt) };
    if (trusted.includes(result)) {
      log.info(about, 'Vendor event');
      return;
    }
    const leftOut = sample(`event ${result}`);
    if (leftOut !== null) log.warn({ ...about, leftOut }, 'Vendor event refused');
  };
  return {
    receivingEvent: async (vendor, take) => {
      const startedAt = performance.now();
      try {
        const result = await take();
        report(vendor, result, startedAt);
        return result;
      } catch (error) {
        report(vendor, 'BROKEN_OFF', startedAt);
        throw error;
      }
    },
    receiving: async (callback, take) => {
      const { vendor } = callback;
      const startedAt = performance.now();
      const parent = parseTrace(callback.trace);
      // Only the gateway starts traces. A callback can only continue one.
      const span = parent && tracer ? tracer.start({ name: 'webhook', kind: 'CONSUMER', parent }) : null;
      const context: CallbackContext = { of: 'callback', trace: span?.trace ?? parent, request: null };
      const report = (result: string): void => {
        metrics.webhooks.inc({ vendor, result });
        const about = {
          vendor,
          result,
          ...(context.request !== null && { vendorRequest: context.request }),
          durationMs: Math.round(performance.now() - startedAt),
          ...(context.trace && { trace_id: context.trace.traceId }),
        };
        if (taken.includes(result)) log.info(about, 'Webhook');
        else {
          const leftOut = sample(result);
          if (leftOut !== null) log.warn({ ...about, leftOut }, 'Webhook ignored: no item is waiting for it');
        }
        span?.end({ 'onshelf.result': result }, taken.includes(result) ? null : result);
      };
      try {
        const result = await requestContext.run(context, take);
        report(result);
        return result;
      } catch (error) {
        report('BROKEN_OFF');
        throw error;
      }
    },
  };
};
