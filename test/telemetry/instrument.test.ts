import { expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import type { Gateway, Refused } from '../../src/core/gateway.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';
import { JournalUnavailable } from '../../src/ports/journal/journal-unavailable.ts';
import { instrumentGateway, instrumentJournal } from '../../src/telemetry/instrument.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import {
  createRecentMap,
  type GraphqlContext,
  requestContext,
  type TelemetryDeps,
} from '../../src/telemetry/request-context.ts';
import { draftOf, queuedDraft } from '../contract/journal/given.ts';
import { stockOf } from '../support/changes.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const open = async (change: (journal: Journal) => Journal = (journal) => journal) => {
  const metrics = createMetrics();
  const deps: TelemetryDeps = {
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    metrics,
    tracer: null,
    openSubscriptions: new Map(),
    requestSources: createRecentMap(10),
    traces: createRecentMap(10),
  };
  const opened = change(openSqliteJournal(await temporaryDirectory()));
  const journal = instrumentJournal(opened, deps, () => true);
  onTestFinished(() => journal.close());
  return { journal, requestSources: deps.requestSources, metrics };
};

it('counts a write that the journal refuses as UNAVAILABLE', async () => {
  const { journal, metrics } = await open((opened) => ({
    ...opened,
    accept: () => Promise.reject(new JournalUnavailable(new Error('The disk is full'))),
  }));
  const accepting = journal.accept(draftOf([queuedDraft(stockOf('1', 1))]));
  await expect(accepting).rejects.toThrow(JournalUnavailable);
  const { text } = await metrics.read();
  expect(text).toContain('duration_seconds_count{write="accept",outcome="UNAVAILABLE"} 1');
  expect(text).not.toContain('outcome="BUG"');
});

it('records the request of an operation once it is accepted', async () => {
  const { journal, requestSources } = await open();
  const context: GraphqlContext = {
    of: 'request',
    httpRequestId: 'r-1',
    transport: 'http',
    startedAt: 0,
    span: null,
    trace: null,
    type: 'mutation',
    name: null,
    client: null,
    failed: false,
    items: 0,
    operations: [],
  };
  const acceptance = await requestContext.run(context, () =>
    journal.accept(draftOf([queuedDraft(stockOf('1', 1))])),
  );
  if (acceptance.type !== 'accepted') throw new Error(acceptance.type);
  expect(requestSources.get(acceptance.operation.id)?.httpRequestId).toBe('r-1');
  expect([context.operations, context.items]).toEqual([[acceptance.operation.id], 1]);
});

it.each(['submit', 'setSkuStock', 'repairDrift', 'cancel', 'retry'] as const)(
  'counts what %s refuses as a whole, and when the journal takes no write',
  async (name) => {
    const errors = [
      { code: 'TOO_MANY_ITEMS', message: '', path: null, limit: 1, provided: 2, retryAfter: null } as const,
    ];
    const metrics = createMetrics();
    const answers: (() => Promise<Refused>)[] = [
      async () => ({ type: 'refused', errors }),
      () => Promise.reject(new JournalUnavailable(new Error('The disk is full'))),
    ];
    const gateway = { [name]: () => answers.shift()?.() } as unknown as Gateway;
    const call = instrumentGateway(gateway, metrics)[name] as (request: unknown) => Promise<unknown>;
    expect(await call({})).toEqual({ type: 'refused', errors });
    await expect(call({})).rejects.toThrow(JournalUnavailable);
    const { text } = await metrics.read();
    expect(text).toContain('onshelf_mutations_refused_total{code="TOO_MANY_ITEMS"} 1');
    expect(text).toContain('onshelf_mutations_refused_total{code="JOURNAL_UNAVAILABLE"} 1');
  },
);
