import { performance } from 'node:perf_hooks';
import { keyOf } from '../domain/ids.ts';
import type { OperationDraft } from '../ports/acceptance.ts';
import type { Ended, Journal } from '../ports/journal.ts';
import { JournalUnavailable } from '../ports/journal-unavailable.ts';
import { onBehalf } from './behalf.ts';
import type { TelemetryParts } from './parts.ts';
import type { Span } from './tracer.ts';

type Count = { accepted: number; invalid: number };

/**
 * The journal as it is, watched: how long its writes take, what was accepted and what became of it. What the core is
 * told by the journal is what is counted, so that no part of the core has to count.
 */
export const createObserveJournal = (parts: TelemetryParts, isChannel: (id: string) => boolean) => {
  const { metrics, tracer, origins, traces } = parts;

  const timed = async <Result>(write: string, work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const tell = (outcome: string): void =>
      metrics.writes.observe((performance.now() - startedAt) / 1000, write, outcome);
    try {
      const result = await work();
      tell('WRITTEN');
      return result;
    } catch (error) {
      tell(error instanceof JournalUnavailable ? 'UNAVAILABLE' : 'BUG');
      throw error;
    }
  };

  const countEnded = (ended: readonly Ended[]): void => {
    for (const { channel, kind, state, count } of ended)
      metrics.items.inc(count, keyOf(channel), kind, state);
  };

  /** A caller may name any channel: those that are none are counted as one. */
  const labelOf = (item: OperationDraft['items'][number]): string => {
    if (!('failure' in item)) return keyOf(item.channel);
    return isChannel(item.channel) ? item.channel : 'unknown';
  };

  const countAccepted = ({ kind, items }: OperationDraft): void => {
    const counts = new Map<string, Count>();
    // Items of one channel stand together, as a rule: most are counted without a look into maps.
    let channel: string | null = null;
    let count: Count = { accepted: 0, invalid: 0 };
    for (const item of items) {
      if (item.channel !== channel) {
        channel = item.channel;
        const label = labelOf(item);
        count = counts.get(label) ?? { accepted: 0, invalid: 0 };
        counts.set(label, count);
      }
      count['failure' in item ? 'invalid' : 'accepted'] += 1;
    }
    for (const [label, { accepted, invalid }] of counts) {
      if (accepted > 0) metrics.itemsAccepted.inc(accepted, label, kind);
      if (invalid > 0) metrics.items.inc(invalid, label, kind, 'INVALID');
    }
  };

  const spanOf = (name: string, parent: Span['trace'] | null | undefined): Span | null =>
    (parent && tracer?.start({ name, kind: 'INTERNAL', parent })) ?? null;

  return (journal: Journal): Journal => ({
    ...journal,
    accept: async (draft) => {
      const behalf = onBehalf.getStore();
      const span = spanOf('accept', behalf?.trace);
      try {
        const acceptance = await timed('accept', () => journal.accept(draft));
        if (acceptance.type === 'accepted') countAccepted(draft);
        if (acceptance.type === 'accepted' && behalf?.of === 'request') {
          const trace = span?.trace ?? behalf.trace;
          const origin = { requestId: behalf.requestId, client: draft.client, trace };
          origins.set(acceptance.operation.id, origin);
          behalf.items += draft.items.length;
          behalf.operations.push(acceptance.operation.id);
        }
        span?.end({ 'onshelf.acceptance': acceptance.type });
        return acceptance;
      } catch (error) {
        span?.end({}, 'It could not be written');
        throw error;
      }
    },
    claim: async (items, draft) => {
      const claim = await timed('claim', () => journal.claim(items, draft));
      countEnded(claim.changes.ended);
      return claim;
    },
    resend: (...about) => timed('resend', () => journal.resend(...about)),
    awaitCallback: (...about) => timed('awaitCallback', () => journal.awaitCallback(...about)),
    keepEarlyCallback: (...about) => timed('keepEarlyCallback', () => journal.keepEarlyCallback(...about)),
    noteExchange: (...about) => timed('noteExchange', () => journal.noteExchange(...about)),
    recordRead: (...about) => timed('recordRead', () => journal.recordRead(...about)),
    settle: async (settlement) => {
      const behalf = onBehalf.getStore();
      const isTold = behalf?.of === 'callback' && behalf.request === settlement.requestId;
      const span = spanOf('settle', isTold ? behalf.trace : traces.get(settlement.requestId));
      try {
        const changes = await timed('settle', () => journal.settle(settlement));
        countEnded(changes.ended);
        span?.end({
          'onshelf.outcome': settlement.outcome ?? 'RETRIES_ENDED',
          'onshelf.rows': settlement.rows.length,
        });
        return changes;
      } catch (error) {
        span?.end({}, 'It could not be written');
        throw error;
      }
    },
    requestByCallback: async (hash) => {
      const request = await journal.requestByCallback(hash);
      const behalf = onBehalf.getStore();
      if (request && behalf?.of === 'callback') behalf.request = request.id;
      return request;
    },
  });
};
