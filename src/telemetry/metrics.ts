// Deep imports, because the entry of prom-client loads @opentelemetry/api: 110 ms of CPU at start instead of 12 ms.
import Counter from 'prom-client/lib/counter.js';
import Histogram from 'prom-client/lib/histogram.js';
import Registry from 'prom-client/lib/registry.js';
import { lazy } from '../lib/lazy.ts';

/** Seconds, from an answer out of memory to the longest wait for outcomes. */
const requestBuckets = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const callBuckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const writeBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

/**
 * The counters and histograms. Every label is a channel, a kind or one of a few fixed words, and never an id. So the
 * number of series does not grow with time.
 */
export const createMetrics = () => {
  const registry = new Registry();
  const registers = [registry];
  const observeProcess = lazy(async () => {
    const { collectDefaultMetrics } = await import('prom-client');
    collectDefaultMetrics({ register: registry });
  });
  return {
    registry,
    /** Gives all metrics in the text format of Prometheus. */
    read: async () => {
      // Begins with the first read, because observing the event loop and the garbage collector costs time.
      await observeProcess();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    requests: new Histogram({
      name: 'onshelf_request_duration_seconds',
      help: 'GraphQL queries and mutations, from the first byte of the request to the last byte of the response. outcome is OK, ERROR (the response has errors, or the request was refused) or GONE (the caller disconnected).',
      labelNames: ['type', 'outcome'] as const,
      buckets: requestBuckets,
      registers,
    }),
    itemsAccepted: new Counter({
      name: 'onshelf_items_accepted_total',
      help: 'Items accepted for sending. Items that are invalid at acceptance are not counted.',
      labelNames: ['channel', 'kind'] as const,
      registers,
    }),
    items: new Counter({
      name: 'onshelf_items_total',
      help: 'Items that ended, each counted once. outcome is APPLIED, FAILED, SUPERSEDED, CANCELED, OUTCOME_UNKNOWN, or INVALID (the item broke a rule and nothing was sent).',
      labelNames: ['channel', 'kind', 'outcome'] as const,
      registers,
    }),
    refusals: new Counter({
      name: 'onshelf_mutations_refused_total',
      help: 'Mutations refused as a whole, by user error code or JOURNAL_UNAVAILABLE.',
      labelNames: ['code'] as const,
      registers,
    }),
    rows: new Histogram({
      name: 'onshelf_vendor_request_rows',
      help: 'Rows per vendor request that writes, including retries.',
      labelNames: ['channel', 'kind'] as const,
      buckets: [1, 2, 5, 10, 25, 50, 100],
      registers,
    }),
    retries: new Counter({
      name: 'onshelf_vendor_retries_total',
      help: 'Vendor requests whose rows had been in a request before.',
      labelNames: ['channel', 'kind'] as const,
      registers,
    }),
    calls: new Histogram({
      name: 'onshelf_vendor_call_duration_seconds',
      help: 'HTTP calls to a vendor, including reads and calls for tokens. outcome is ANSWERED, REFUSED, UNAUTHORIZED, RATE_LIMITED, FAILED (5xx) or NO_ANSWER.',
      labelNames: ['channel', 'endpoint', 'outcome'] as const,
      buckets: callBuckets,
      registers,
    }),
    callOutcomes: new Counter({
      name: 'onshelf_vendor_calls_total',
      help: 'The same calls, counted from 0 for each channel and outcome, so that alerts see the first one.',
      labelNames: ['channel', 'outcome'] as const,
      registers,
    }),
    webhooks: new Counter({
      name: 'onshelf_webhooks_total',
      help: 'Requests to the webhook paths, by result.',
      labelNames: ['vendor', 'result'] as const,
      registers,
    }),
    vendorEvents: new Counter({
      name: 'onshelf_vendor_events_total',
      help: 'Events that vendors sent on their own, by result.',
      labelNames: ['vendor', 'result'] as const,
      registers,
    }),
    webhookAttempts: new Histogram({
      name: 'onshelf_webhook_attempt_duration_seconds',
      help: 'Attempts to deliver outgoing webhooks, until their result is stored. status is that of the delivery then: DELIVERED, PENDING (it is tried again) or FAILED.',
      labelNames: ['event', 'status'] as const,
      buckets: callBuckets,
      registers,
    }),
    webhooksSwitchedOff: new Counter({
      name: 'onshelf_webhook_endpoints_switched_off_total',
      help: 'Endpoints of outgoing webhooks that the gateway switched off.',
      registers,
    }),
    writes: new Histogram({
      name: 'onshelf_journal_write_duration_seconds',
      help: 'Journal writes, until the journal confirms them. outcome is WRITTEN, UNAVAILABLE or BUG.',
      labelNames: ['write', 'outcome'] as const,
      buckets: writeBuckets,
      registers,
    }),
  };
};

export type Metrics = ReturnType<typeof createMetrics>;
