import { expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import type { OperationId, RequestId } from '../../src/domain/ids.ts';
import type { Journal } from '../../src/ports/journal.ts';
import { JournalUnavailable } from '../../src/ports/journal-unavailable.ts';
import { onBehalf, type RequestBehalf } from '../../src/telemetry/behalf.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { createObserveJournal } from '../../src/telemetry/observed-journal.ts';
import { createRecent, type Origin } from '../../src/telemetry/origins.ts';
import type { TraceContext } from '../../src/telemetry/trace-context.ts';
import { draftOf, queuedDraft } from '../contract/journal/given.ts';
import { stockOf } from '../support/changes.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const open = async (change: (journal: Journal) => Journal = (journal) => journal) => {
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
  const journal = observe(change(openSqliteJournal(await temporaryDirectory())));
  onTestFinished(() => journal.close());
  return { journal, origins, metrics };
};

it('counts a write that the journal does not take as UNAVAILABLE', async () => {
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

it('remembers which request an operation came with once it is accepted', async () => {
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
  const acceptance = await onBehalf.run(behalf, () =>
    journal.accept(draftOf([queuedDraft(stockOf('1', 1))])),
  );
  if (acceptance.type !== 'accepted') throw new Error(acceptance.type);
  expect(origins.get(acceptance.operation.id)?.requestId).toBe('r-1');
  expect([behalf.operations, behalf.items]).toEqual([[acceptance.operation.id], 1]);
});
