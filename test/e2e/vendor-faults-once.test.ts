import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, attemptsOf, ended, only, operationOf, outcomeOf, resultsOf } from '../support/client.ts';
import { type Endpoint, endpoints, startFor } from '../support/endpoints.ts';
import type { FaultRule } from '../support/sandbox/faults.ts';

type Fault = Pick<FaultRule, 'kind'> & { readonly status: number | null };

const faults: readonly Fault[] = [
  { kind: 'reset-before', status: null },
  { kind: 'reset-after', status: null },
  { kind: 'hang', status: null },
  { kind: 'hang-after', status: null },
  { kind: 'not-json', status: 200 },
  { kind: 'truncated', status: 200 },
  { kind: 'html-error', status: 502 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
];
/** Only one kind of rule has a status. For the others it is the status in the delivery log. */
const ruleOf = (on: Endpoint['name'], { kind, status }: Fault): FaultRule =>
  ({ on, kind, ...(kind === 'status' && { status }) }) as FaultRule;
/** Whether the vendor stores the value before it damages its answer. */
const isAppliedFirst = ({ kind }: Fault): boolean =>
  ['reset-after', 'hang-after', 'not-json', 'truncated'].includes(kind);
/** Short only where a test is about the wait for an answer, because a busy machine is not a failure. */
const settingsFor = ({ kind }: Fault) => ({
  VENDOR_TIMEOUT_MS: kind.startsWith('hang') ? '3000' : '10000',
});

describe.concurrent.each(endpoints)('a call to $name that fails once', (endpoint) => {
  const { name, done, set, controlOf, heldBy } = endpoint;

  it.for(faults)('($kind $status) is retried and applied', async (fault, { start, later }) => {
    const app = await startFor(endpoint, { start, later }, settingsFor(fault));
    controlOf(app).fail(ruleOf(name, fault));
    const answer = await set(app, 7, { waitMs: 30_000 });
    expect(answer.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(heldBy(app).at(-1)).toBe(7);
    expect(controlOf(app).faults()).toEqual([]);

    const { vendorRequests, ...operation } = await operationOf(app.url, accepted(answer).id);
    expect(operation).toMatchObject({ status: 'COMPLETED', appliedCount: 1 });
    const log = vendorRequests.map(({ attempt, outcome }) => `${attempt} ${outcome}`);
    // Smaregi's webhook may report the outcome of a call whose answer was lost, before or after the retry.
    if (name === 'stock/bulk' && isAppliedFirst(fault)) expect(log).toContain(`${log.length} ${done}`);
    else
      expect(log).toEqual([`1 ${fault.kind.startsWith('hang') ? 'TIMED_OUT' : 'UNAVAILABLE'}`, `2 ${done}`]);
    // A missing token is not an answer to the call.
    expect(vendorRequests[0]?.httpStatus).toBe(name === 'token' ? null : fault.status);
    for (const { rows, httpStatus, answeredAt } of vendorRequests) {
      expect({ rows, isAnswered: answeredAt !== null }).toEqual({
        rows: 1,
        isAnswered: httpStatus !== null,
      });
    }
  });

  it.for(faults)('($kind $status) ends with the value accepted last', async (fault, { start, later }) => {
    const app = await startFor(endpoint, { start, later }, settingsFor(fault));
    controlOf(app).fail(ruleOf(name, fault));
    const first = accepted(await set(app, 1, { waitMs: 0 }));
    const second = accepted(await set(app, 2, { waitMs: 0 }));
    const last = only(resultsOf(await ended(app.url, second.id)));
    expect(outcomeOf(last)).toBe('APPLIED');
    expect(['APPLIED', 'SUPERSEDED']).toContain(outcomeOf(only(resultsOf(await ended(app.url, first.id)))));
    expect(heldBy(app).at(-1)).toBe(2);
    expect(heldBy(app)).toEqual(heldBy(app).toSorted());
  });
});

describe.concurrent('a call that is refused with a 429', () => {
  it.for(endpoints)('waits as long as the vendor asks: $name', async (endpoint, { start, later }) => {
    const { name, done, set, controlOf } = endpoint;
    const app = await startFor(endpoint, { start, later });
    controlOf(app).fail({ on: name, kind: 'status', status: 429, retryAfter: 1 });
    const operation = await ended(app.url, accepted(await set(app, 7)).id);
    expect(attemptsOf(operation)).toEqual(['1 UNAVAILABLE', `2 ${done}`]);
    const [first, second] = operation.vendorRequests.map(({ sentAt }) => Date.parse(sentAt));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(995);
    expect(resultsOf(operation).map(outcomeOf)).toEqual(['APPLIED']);
  });
});
