import { expect, it } from 'vitest';
import type { Gateway } from '../../src/core/gateway.ts';
import { asChannelId, asChannelKey, asOperationId } from '../../src/domain/ids.ts';
import { systemClock } from '../../src/ports/clock.ts';
import { JournalUnavailable } from '../../src/ports/journal/journal-unavailable.ts';
import { createTelemetry } from '../../src/telemetry/create-telemetry.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The parts of a gateway that the metrics read: one channel whose oldest item is of operation 7. */
const metricsOf = (operations: () => Promise<readonly unknown[]>, writers: object = {}) => {
  const channel = { id: asChannelId('shop'), key: asChannelKey('shop'), writers };
  const health = { status: 'UP', queuedItems: 3, oldestQueued: asOperationId(7), catalogSyncedAt: null };
  const gateway = {
    channels: new Map([[channel.key, channel]]),
    healthOf: () => ({ ...health, itemsUnderWay: 3, requestsInFlight: 0, heldBack: null, driftCount: null }),
    reads: { operations },
  } as unknown as Gateway;
  const telemetry = createTelemetry({ log, clock: systemClock, tracer: null });
  telemetry.instrumentGateway(gateway);
  return telemetry.metrics();
};

it('the metrics are readable without the journal, and leave out what only the journal knows', async () => {
  const { text } = await metricsOf(() => Promise.reject(new JournalUnavailable(new Error('No connection'))));
  expect(text).toContain('onshelf_queued_items{channel="shop"} 3');
  expect(text).not.toContain('onshelf_queue_oldest_seconds{');
  const known = await metricsOf(async () => [{ id: 7, createdAt: Date.now() - 60_000 }]);
  expect(known.text).toMatch(/onshelf_queue_oldest_seconds\{channel="shop"\} 6\d/u);
});

it('the counters of alerts begin with 0, so that Prometheus sees the first failure', async () => {
  const { text } = await metricsOf(async () => [], { STOCK_SET: {} });
  for (const series of [
    'onshelf_vendor_calls_total{channel="shop",outcome="UNAUTHORIZED"} 0',
    'onshelf_items_total{channel="shop",kind="STOCK_SET",outcome="OUTCOME_UNKNOWN"} 0',
    'onshelf_mutations_refused_total{code="OVERLOADED"} 0',
    'onshelf_webhook_endpoints_switched_off_total 0',
  ])
    expect(text).toContain(series);
  expect(text).not.toContain('kind="PRODUCT_REPLACEMENT"');
});
