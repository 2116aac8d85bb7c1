import { expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import type { OperationId, RequestId } from '../../src/domain/ids.ts';
import { JournalUnavailable } from '../../src/ports/journal-unavailable.ts';
import { onBehalf, type RequestBehalf } from '../../src/telemetry/behalf.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { createObserveJournal } from '../../src/telemetry/observed-journal.ts';
import { createRecent, type Origin } from '../../src/telemetry/origins.ts';
import type { TraceContext } from '../../src/telemetry/trace-context.ts';
import { claim, draftOf, queuedDraft } from '../contract/journal/given.ts';
import { stockOf } from '../support/changes.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const open = async () => {
  const origins = createRecent<OperationId, Origin>(10);
  const metrics = createMetrics();
  const parts = {
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    metrics,
    tracer: null,
    openSubscriptions: new Map(),
    origins,
    traces: createRecent<RequestId, TraceContext>(10),
  };
  const observe = createObserveJournal(parts, () => true);
  const journal = observe(openSqliteJournal(await temporaryDirectory()));
  onTestFinished(() => journal.close());
  return { journal, origins, metrics };
};

it('counts what joined an acceptance as it counts that', async () => {
  const { journal, metrics } = await open();
  const claims: Promise<unknown>[] = [];
  const accepting = journal.accept(draftOf([queuedDraft(stockOf('1', 1))]), (early) => {
    if (early.type === 'accepted') claims.push(claim(journal, early.queued));
    throw new JournalUnavailable(new Error('The disk is full'));
  });
  const results = await Promise.allSettled([accepting, ...claims]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const { text } = await metrics.read();
  for (const write of ['accept', 'claim'])
    expect(text).toContain(`duration_seconds_count{write="${write}",outcome="UNAVAILABLE"} 1`);
  expect(text).not.toContain('outcome="BUG"');
});

it('knows on whose behalf an operation came before anything of it can be sent', async () => {
  const { journal, origins } = await open();
  const behalf: RequestBehalf = {
    of: 'request',
    requestId: 'r-1',
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
  const heard: unknown[] = [];
  const acceptance = await onBehalf.run(behalf, () =>
    journal.accept(draftOf([queuedDraft(stockOf('1', 1))]), (early) => {
      if (early.type === 'accepted') heard.push(origins.get(early.operation.id)?.requestId);
    }),
  );
  expect(heard).toEqual(['r-1']);
  if (acceptance.type !== 'accepted') throw new Error(acceptance.type);
  expect([behalf.operations, behalf.items]).toEqual([[acceptance.operation.id], 1]);
});
