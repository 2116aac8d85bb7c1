import { expect } from 'vitest';
import type { ChangeOf } from '../../src/domain/change.ts';
import type { ItemErrorCode } from '../../src/domain/failure.ts';
import type { RowOutcome } from '../../src/domain/item.ts';
import type { OperationKind } from '../../src/domain/operation.ts';
import type { Channel, Delivery, SendResult, Writer } from '../../src/ports/channel.ts';
import { noCallback } from '../adapters/vendors/support.ts';

/** What goes wrong with the next calls; see the sandbox's fault rules. */
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

/** One kind of write of one channel, on a vendor that can be watched and troubled. */
export type Bench<Kind extends OperationKind> = {
  readonly channel: Channel;
  readonly writer: Writer<Kind>;
  /** The same channel with credentials that the vendor does not know. */
  readonly stranger: Writer<Kind>;
  /** The same channel at an address without a listener. */
  readonly deserted: Writer<Kind>;
  /** The same channel, which soon gives up a call that is not answered. */
  readonly impatient: Writer<Kind>;
  /** What the vendor was sent so far to this endpoint, and the values that it stored. */
  requests(): number;
  writes(): number;
  /** Troubles this endpoint's next calls. */
  fail(fault: Fault, times: number): void;
  reset(): void;
  /** What a callback of one request needs; null for a vendor that answers at once. */
  readonly callbacks: { open(): { readonly delivery: Delivery; readonly body: Promise<unknown> } } | null;
  /** Everything that was logged, and what must not be in it. */
  readonly logged: readonly unknown[];
  readonly secrets: readonly string[];
  close(): Promise<void>;
};

export type Rows<Kind extends OperationKind> = {
  /** Changes of distinct targets, one a number from 0 on, that the vendor takes. */
  good(number: number): ChangeOf<Kind>;
  /** Changes that the vendor refuses each for itself. */
  readonly bad: readonly { readonly change: ChangeOf<Kind>; readonly code: ItemErrorCode }[];
  /** In which ways the sandbox can distort a response of this endpoint. */
  readonly distortions: readonly DistortedKind[];
};

export const many = <Kind extends OperationKind>(rows: Rows<Kind>, count: number): ChangeOf<Kind>[] =>
  Array.from({ length: count }, (_, number) => rows.good(number));

/** Sends rows and follows them to their end, as the core does. */
export const outcomesOf = async <Kind extends OperationKind>(
  bench: Bench<Kind>,
  changes: readonly ChangeOf<Kind>[],
): Promise<readonly (RowOutcome | null)[]> => {
  const callback = bench.callbacks?.open();
  const result = await bench.writer.send(changes, callback?.delivery ?? noCallback);
  if (result.type === 'answered' || result.type === 'refused') return result.rows;
  if (result.type === 'unavailable') throw new Error(result.failure.message);
  const message = bench.channel.readCallback?.(await callback?.body);
  if (!message) throw new Error('The callback can not be read');
  expect(message.vendorRequestId).toBe(result.vendorRequestId);
  if (message.type === 'applied') return changes.map((change) => message.receiptFor(change, 1));
  return changes.map((change, index) =>
    index === message.row ? message.failureFor(change) : message.collateralFor(change),
  );
};

export const sendTo = <Kind extends OperationKind>(
  bench: Bench<Kind>,
  writer: Writer<Kind>,
  changes: readonly ChangeOf<Kind>[],
  mayStart = noCallback.mayStart,
): Promise<SendResult> =>
  writer.send(changes, { ...(bench.callbacks?.open().delivery ?? noCallback), mayStart });
