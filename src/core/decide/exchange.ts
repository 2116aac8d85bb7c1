import type { RequestId } from '../../domain/ids.ts';
import { isPending } from '../../domain/item.ts';
import { type Exchange, noExchange, type RequestOutcome } from '../../domain/vendor-request.ts';
import { type Changes, noChanges } from '../../ports/journal/changes.ts';
import { isInFlight, type LoadedRequest, type Progress, type Row, sharing } from './data/state.ts';
import { type Decision, noWrites, type RequestWrite, requestWrite } from './data/writes.ts';
import { operationsAfter } from './transitions/outcomes.ts';

/**
 * The outcome of a request after `noted`. A request waits for its callback as long as one of its rows does, because a
 * restart watches only requests that are AWAITING_CALLBACK. A callback or a deadline may end only some of the rows, and a
 * gateway that lost its lease may note a late answer. Such an answer also does not change the outcome of a request that
 * was interrupted or called back.
 */
const outcomeAfter = (
  { outcome, rows }: LoadedRequest,
  noted: RequestOutcome,
  isStillIn: (row: Row) => boolean,
): RequestOutcome => {
  if (rows.some((row) => row.progress.state === 'AWAITING_CALLBACK' && isStillIn(row)))
    return 'AWAITING_CALLBACK';
  const isConcluded = outcome === 'INTERRUPTED' || outcome === 'CALLED_BACK';
  return isConcluded && noted !== 'CALLED_BACK' ? outcome : noted;
};

/** The facts of the exchange, and the outcome of the request. `isStillIn` is false for rows that leave it now. */
export const noteOutcome = (
  request: LoadedRequest,
  noted: { readonly outcome: RequestOutcome; readonly exchange: Exchange | null; readonly at: number },
  isStillIn: (row: Row) => boolean = () => true,
): RequestWrite => {
  const { httpStatus, vendorRequestId } = noted.exchange ?? noExchange;
  return requestWrite(request.id, {
    outcome: outcomeAfter(request, noted.outcome, isStillIn),
    answeredAt: httpStatus === null ? null : noted.at,
    httpStatus,
    vendorRequestId,
  });
};

export type NoteExchangeCommand = {
  readonly outcome: RequestOutcome;
  readonly exchange: Exchange;
  readonly at: number;
  readonly mayHaveApplied: boolean;
};

/** Records the exchange of a request. No row ends. Null stands for a request that does not exist. */
export const noteExchange = (command: NoteExchangeCommand, request: LoadedRequest | null): Decision<void> => {
  if (!request) return { writes: noWrites, result: undefined };
  const doubt = sharing((before, mayHaveApplied: true): Progress => ({ ...before, mayHaveApplied }));
  const doubted = command.mayHaveApplied
    ? request.rows.filter(({ progress }) => !progress.mayHaveApplied && isPending(progress.state))
    : [];
  return {
    writes: {
      ...noWrites,
      items: doubted.map((row) => ({ row, after: doubt(row.progress, true) })),
      requests: [noteOutcome(request, command)],
    },
    result: undefined,
  };
};

export type AwaitCallbackCommand = {
  readonly id: RequestId;
  /** `vendorRequestId` is null if the answer of the vendor is lost. */
  readonly exchange: Exchange;
  readonly at: number;
  readonly deadline: number;
};

/**
 * The vendor accepted the request, or may have accepted it: rows that are being sent wait for the callback. If failover
 * moved all its rows, or an earlier callback ended them, the request waits for nothing.
 */
export const awaitCallback = (
  { id, exchange, at, deadline }: AwaitCallbackCommand,
  request: LoadedRequest | null,
): Decision<{ readonly changes: Changes; readonly earlyCallback: unknown }> => {
  if (!request) throw new Error(`Vendor request ${id} does not exist`);
  const sending = request.rows.filter(({ progress }) => progress.state === 'SENDING');
  if (!request.rows.some(({ progress }) => isInFlight(progress)))
    return { writes: noWrites, result: { changes: noChanges, earlyCallback: null } };
  const wait = sharing(
    (before, sequence: number): Progress => ({ ...before, state: 'AWAITING_CALLBACK', deadline, sequence }),
  );
  const items = sending.map((row) => ({ row, after: wait(row.progress, row.operation.sequence + 1) }));
  const operations = operationsAfter(items, at);
  return {
    writes: {
      ...noWrites,
      items,
      operations,
      requests: [
        requestWrite(id, {
          outcome: 'AWAITING_CALLBACK',
          answeredAt: exchange.httpStatus === null ? null : at,
          httpStatus: exchange.httpStatus,
          vendorRequestId: exchange.vendorRequestId,
          deadline,
        }),
      ],
    },
    result: {
      changes: { ...noChanges, operations: operations.map((operation) => operation.id) },
      earlyCallback: request.earlyCallback,
    },
  };
};

/** Whether a restart would take the stored callback of the request: it takes those of requests that wait for one. */
export const isAwaited = (request: Pick<LoadedRequest, 'outcome'> | null): boolean =>
  request?.outcome === 'AWAITING_CALLBACK';

/** Whether a callback is early: the vendor has not answered the request, and the try was not given up. */
export const isEarlyCallback = (
  request: Pick<LoadedRequest, 'outcome' | 'vendorRequestId'> | null,
): boolean => request?.outcome === 'SENDING' && request.vendorRequestId === null;
