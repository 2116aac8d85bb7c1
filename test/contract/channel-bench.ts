import { expect } from 'vitest';
import type { ChangeOf } from '../../src/domain/changes/change.ts';
import type { ItemErrorCode } from '../../src/domain/failure.ts';
import type { RowOutcome } from '../../src/domain/item.ts';
import type { OperationKind } from '../../src/domain/operation.ts';
import type { Channel, Delivery, SendResult, Writer } from '../../src/ports/channel.ts';
import { noCallback } from '../adapters/vendors/support.ts';

/** The faults of the next calls, as in the fault rules of the sandbox. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | number }
  | { readonly kind: BrokenKind | DistortedKind };
type BrokenKind =
  | 'reset-before'
  | 'reset-after'
  | 'hang'
  | 'hang-after'
  | 'not-json'
  | 'truncated'
  | 'html-error';
type DistortedKind = 'wrong-counts' | 'missing-row' | 'foreign-row';

/** One kind of write of one channel, with a vendor whose calls the test records and disturbs. */
export type Bench<Kind extends OperationKind> = {
  readonly channel: Channel;
  readonly writer: Writer<Kind>;
  /** The same channel with credentials that the vendor refuses. */
  readonly stranger: Writer<Kind>;
  /** The same channel at an address without a listener. */
  readonly deserted: Writer<Kind>;
  /** The same channel with a short timeout. */
  readonly impatient: Writer<Kind>;
  /** The requests that this endpoint of the vendor received, and the values that it stored. */
  requests(): number;
  writes(): number;
  /** Disturbs the next calls of this endpoint. */
  fail(fault: Fault, times: number): void;
  reset(): void;
  /** Creates the callback of one request; null for a vendor that answers at once. */
  readonly callbacks: { open(): { readonly delivery: Delivery; readonly body: Promise<unknown> } } | null;
  /** The log, and the secrets that it must not contain. */
  readonly logged: readonly unknown[];
  readonly secrets: readonly string[];
  close(): Promise<void>;
};

export type Rows<Kind extends OperationKind> = {
  /** Changes of distinct targets that the vendor accepts, by a number from 0. */
  good(number: number): ChangeOf<Kind>;
  /** Changes that the vendor refuses individually. */
  readonly bad: readonly { readonly change: ChangeOf<Kind>; readonly code: ItemErrorCode }[];
  /** The ways in which the sandbox can distort a response of this endpoint. */
  readonly distortions: readonly DistortedKind[];
};

export const many = <Kind extends OperationKind>(rows: Rows<Kind>, count: number): ChangeOf<Kind>[] =>
  Array.from({ length: count }, (_, number) => rows.good(number));

/** Sends rows and follows them to their outcomes, as the core does. */
export const outcomesOf = async <Kind extends OperationKind>(
  bench: Bench<Kind>,
  changes: readonly ChangeOf<Kind>[],
): Promise<readonly (RowOutcome | null)[]> => {
  return (await deliver(bench, changes)).outcomes;
};

/** As `outcomesOf`, with the mark of the request. */
export const deliver = async <Kind extends OperationKind>(
  bench: Bench<Kind>,
  changes: readonly ChangeOf<Kind>[],
): Promise<{ readonly mark: string | null; readonly outcomes: readonly (RowOutcome | null)[] }> => {
  const callback = bench.callbacks?.open();
  const mark = callback?.delivery.mark ?? null;
  const result = await bench.writer.send(changes, callback?.delivery ?? noCallback);
  if (result.type === 'answered' || result.type === 'refused') return { mark, outcomes: result.rows };
  if (result.type === 'unavailable') throw new Error(result.failure.message);
  const message = bench.channel.readCallback?.(await callback?.body);
  if (!message) throw new Error('The callback cannot be read');
  expect(message.vendorRequestId).toBe(result.vendorRequestId);
  if (message.type === 'applied')
    return { mark, outcomes: changes.map((change) => message.receiptFor(change, 1)) };
  const outcomes = changes.map((change, index) =>
    index === message.row ? message.failureFor(change) : message.collateralFor(change),
  );
  return { mark, outcomes };
};

export const sendTo = <Kind extends OperationKind>(
  bench: Bench<Kind>,
  writer: Writer<Kind>,
  changes: readonly ChangeOf<Kind>[],
  mayStart = noCallback.mayStart,
): Promise<SendResult> =>
  writer.send(changes, { ...(bench.callbacks?.open().delivery ?? noCallback), mayStart });
