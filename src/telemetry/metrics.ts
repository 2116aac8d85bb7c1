// By itself: the package's entry would load OpenTelemetry and what a cluster of processes needs.
import Registry from 'prom-client/lib/registry.js';
import { lazy } from '../lib/lazy.ts';
import { gatheredCounter, gatheredHistogram } from './gathered.ts';

/** Seconds: from an answer out of memory to the longest wait for one. */
const requestBuckets = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const callBuckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const writeBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];

/** What Node tells of the process, kept from when it is first asked for: watching the event loop and the collector costs. */
const watchProcess = async (registry: Registry): Promise<void> => {
  const { collectDefaultMetrics } = await import('prom-client');
  collectDefaultMetrics({ register: registry });
};

/**
 * What is counted as it happens. Labels are channels, kinds and words of a fixed few, never an id: there are as many
 * series after a year as after a day.
 */
export const createMetrics = () => {
  const registry = new Registry();
  const registers = [registry];
  const watched = lazy(() => watchProcess(registry));
  return {
    registry,
    /** In the text format of Prometheus. */
    read: async () => {
      await watched();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    requests: gatheredHistogram({
      name: 'onshelf_request_duration_seconds',
      help: 'GraphQL queries and mutations, from the first byte to the last of the answer; outcome is OK, ERROR (the answer tells of errors, or was refused) or GONE (its reader went away).',
      labelNames: ['type', 'outcome'],
      buckets: requestBuckets,
      registers,
    }),
    itemsAccepted: gatheredCounter({
      name: 'onshelf_items_accepted_total',
      help: 'Items written down to be sent; those refused on the spot are not among them.',
      labelNames: ['channel', 'kind'],
      registers,
    }),
    items: gatheredCounter({
      name: 'onshelf_items_total',
      help: 'Items that came to an end, each once: APPLIED, FAILED, SUPERSEDED, OUTCOME_UNKNOWN, or INVALID where it broke a rule and nothing was sent.',
      labelNames: ['channel', 'kind', 'outcome'],
      registers,
    }),
    refusals: gatheredCounter({
      name: 'onshelf_mutations_refused_total',
      help: 'Mutations refused as a whole, by user error, and JOURNAL_UNAVAILABLE.',
      labelNames: ['code'],
      registers,
    }),
    rows: gatheredHistogram({
      name: 'onshelf_vendor_request_rows',
      help: 'Rows of each request that writes to a vendor, further tries included.',
      labelNames: ['channel', 'kind'],
      buckets: [1, 2, 5, 10, 25, 50, 100],
      registers,
    }),
    retries: gatheredCounter({
      name: 'onshelf_vendor_retries_total',
      help: 'Requests to a vendor that carried rows for a second time or more.',
      labelNames: ['channel', 'kind'],
      registers,
    }),
    calls: gatheredHistogram({
      name: 'onshelf_vendor_call_duration_seconds',
      help: 'HTTP calls to a vendor, tokens and reads too; outcome is ANSWERED, REFUSED, UNAUTHORIZED, RATE_LIMITED, FAILED (5xx) or NO_ANSWER.',
      labelNames: ['channel', 'endpoint', 'outcome'],
      buckets: callBuckets,
      registers,
    }),
    webhooks: gatheredCounter({
      name: 'onshelf_webhooks_total',
      help: 'Posts to the webhook paths, by what became of them.',
      labelNames: ['vendor', 'result'],
      registers,
    }),
    writes: gatheredHistogram({
      name: 'onshelf_journal_write_duration_seconds',
      help: 'Writes to the journal, until they are on disk; outcome is WRITTEN, UNAVAILABLE or BUG.',
      labelNames: ['write', 'outcome'],
      buckets: writeBuckets,
      registers,
    }),
  };
};

export type Metrics = ReturnType<typeof createMetrics>;
