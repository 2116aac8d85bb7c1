import { performance } from 'node:perf_hooks';
import type { Canceled, Gateway, Refused, Retried, Submitted } from '../core/gateway.ts';
import { keyOf } from '../domain/ids.ts';
import type { OperationDraft } from '../ports/journal/acceptance.ts';
import type { EndedCount } from '../ports/journal/changes.ts';
import type { Journal } from '../ports/journal/journal.ts';
import { JournalUnavailable } from '../ports/journal/journal-unavailable.ts';
import type { Metrics } from './metrics.ts';
import { requestContext, type TelemetryDeps } from './request-context.ts';
import type { Span } from './tracing.ts';

const isRefused = (answer: { readonly type: string }): answer is Refused => answer.type === 'refused';

/** Decorates a gateway: counts the mutations that it refuses as a whole. */
export const instrumentGateway = (gateway: Gateway, { refusals }: Metrics): Gateway => {
  const counted = async <Answer extends { readonly type: string }>(
    work: Promise<Answer | Refused>,
  ): Promise<Answer | Refused> => {
    try {
      const answer = await work;
      if (isRefused(answer)) for (const { code } of answer.errors) refusals.inc({ code });
      return answer;
    } catch (error) {
      if (error instanceof JournalUnavailable) refusals.inc({ code: 'JOURNAL_UNAVAILABLE' });
      throw error;
    }
  };
  return {
    ...gateway,
    submit: (submission) => counted<Submitted>(gateway.submit(submission)),
    setSkuStock: (submission) => counted<Submitted>(gateway.setSkuStock(submission)),
    repairDrift: (submission) => counted<Submitted>(gateway.repairDrift(submission)),
    cancel: (request) => counted<Canceled>(gateway.cancel(request)),
    retry: (request) => counted<Retried>(gateway.retry(request)),
  };
};

const timedWrites = [
  'accept',
  'cancel',
  'claim',
  'resend',
  'awaitCallback',
  'keepCallback',
  'keepEarlyCallback',
  'noteExchange',
  'recordCatalogue',
  'recordRead',
  'settle',
] as const;
type TimedWrite = (typeof timedWrites)[number];

type Count = { accepted: number; invalid: number };

/**
 * Decorates a journal: measures its writes, and counts the items that it accepts and ends. The core itself counts
 * nothing.
 */
export const instrumentJournal = (
  journal: Journal,
  deps: TelemetryDeps,
  isChannel: (name: string) => boolean,
): Journal => {
  const { metrics, tracer, requestSources, traces } = deps;
  // Alerts read it, and Prometheus does not see the first increase of a series that begins with it.
  for (const write of timedWrites) metrics.writes.zero({ write, outcome: 'UNAVAILABLE' });

  const timed = async <Result>(write: TimedWrite, work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const observe = (outcome: string): void =>
      metrics.writes.observe({ write, outcome }, (performance.now() - startedAt) / 1000);
    try {
      const result = await work();
      observe('WRITTEN');
      return result;
    } catch (error) {
      observe(error instanceof JournalUnavailable ? 'UNAVAILABLE' : 'BUG');
      throw error;
    }
  };

  const countEnded = (ended: readonly EndedCount[]): void => {
    for (const { channel, kind, state, count } of ended)
      metrics.items.inc({ channel: keyOf(channel), kind, outcome: state }, count);
  };

  /** A caller may name any channel. All unknown names share one label. */
  const labelOf = (item: OperationDraft['items'][number]): string => {
    if (!('failure' in item)) return keyOf(item.channel);
    return isChannel(item.named.channel) ? item.named.channel : 'unknown';
  };

  const countAccepted = ({ kind, items }: OperationDraft): void => {
    const counts = new Map<string, Count>();
    for (const item of items) {
      const label = labelOf(item);
      const count = counts.get(label) ?? { accepted: 0, invalid: 0 };
      counts.set(label, count);
      count['failure' in item ? 'invalid' : 'accepted'] += 1;
    }
    for (const [channel, { accepted, invalid }] of counts) {
      if (accepted > 0) metrics.itemsAccepted.inc({ channel, kind }, accepted);
      if (invalid > 0) metrics.items.inc({ channel, kind, outcome: 'INVALID' }, invalid);
    }
  };

  const startSpan = (name: string, parent: Span['trace'] | null | undefined): Span | null =>
    (parent && tracer?.start({ name, kind: 'INTERNAL', parent })) ?? null;

  return {
    ...journal,
    accept: async (draft) => {
      const context = requestContext.getStore();
      const span = startSpan('accept', context?.trace);
      try {
        const acceptance = await timed('accept', () => journal.accept(draft));
        if (acceptance.type === 'accepted') {
          countAccepted(draft);
          countEnded(acceptance.ended);
        }
        if (acceptance.type === 'accepted' && context?.of === 'request') {
          const { id } = acceptance.operation;
          const { httpRequestId } = context;
          const trace = span?.trace ?? context.trace;
          requestSources.set(id, { httpRequestId, client: draft.client, trace });
          context.items += draft.items.length;
          context.operations.push(id);
        }
        span?.end({ 'onshelf.acceptance': acceptance.type });
        return acceptance;
      } catch (error) {
        span?.end({}, 'The write failed');
        throw error;
      }
    },
    cancel: async (...args) => {
      const cancellation = await timed('cancel', () => journal.cancel(...args));
      countEnded(cancellation.changes.ended);
      return cancellation;
    },
    claim: async (...args) => {
      const claim = await timed('claim', () => journal.claim(...args));
      countEnded(claim.changes.ended);
      return claim;
    },
    resend: (...args) => timed('resend', () => journal.resend(...args)),
    awaitCallback: (...args) => timed('awaitCallback', () => journal.awaitCallback(...args)),
    keepCallback: (...args) => timed('keepCallback', () => journal.keepCallback(...args)),
    keepEarlyCallback: (...args) => timed('keepEarlyCallback', () => journal.keepEarlyCallback(...args)),
    noteExchange: (...args) => timed('noteExchange', () => journal.noteExchange(...args)),
    recordCatalogue: (...args) => timed('recordCatalogue', () => journal.recordCatalogue(...args)),
    recordRead: (...args) => timed('recordRead', () => journal.recordRead(...args)),
    settle: async (settlement) => {
      const context = requestContext.getStore();
      const isOwnCallback = context?.of === 'callback' && context.request === settlement.requestId;
      const span = startSpan('settle', isOwnCallback ? context.trace : traces.get(settlement.requestId));
      try {
        const changes = await timed('settle', () => journal.settle(settlement));
        countEnded(changes.ended);
        span?.end({
          'onshelf.outcome': settlement.outcome ?? 'RETRIES_ENDED',
          'onshelf.rows': settlement.rows.length,
        });
        return changes;
      } catch (error) {
        span?.end({}, 'The write failed');
        throw error;
      }
    },
    requestByCallback: async (hash) => {
      const request = await journal.requestByCallback(hash);
      const context = requestContext.getStore();
      if (request && context?.of === 'callback') context.request = request.id;
      return request;
    },
  };
};
