import type { SmaregiBehaviour } from '../core/behaviour.ts';
import type { FaultQueue } from '../core/faults.ts';
import { sleep } from '../core/sleep.ts';
import { plannedDelivery } from './delivery.ts';
import type { BulkRequest } from './form.ts';
import type { Ledger } from './ledger.ts';
import { isSilent, settle } from './outcome.ts';
import type { Webhooks } from './webhooks.ts';

export type Accepted = {
  readonly requestId: number;
  /** What the answer to the call has to wait for: nothing, but for an early webhook. */
  readonly answerable: Promise<void>;
};

export type Processing = {
  accept(request: BulkRequest): Accepted;
  /** Drops what is not processed yet. */
  reset(): void;
};

type Options = {
  readonly ledger: Ledger;
  readonly webhooks: Webhooks;
  readonly behaviour: () => SmaregiBehaviour;
  readonly faults: () => FaultQueue;
  /** Resolves once no webhook is held back. */
  readonly free: () => Promise<void>;
};

const firstRequestId = 700;

/**
 * The part of Smaregi that works after the answer: page '在庫一括更新' says "在庫の更新処理は非同期で実行されます".
 * Calls are processed in the order they were accepted; their webhooks may overtake each other.
 */
export const createProcessing = ({ ledger, webhooks, behaviour, faults, free }: Options): Processing => {
  // Rises through a reset too: the vendor gives no request id twice.
  let nextRequestId = firstRequestId;
  let run = new AbortController();
  let settled: Promise<unknown> = Promise.resolve();
  return {
    accept: ({ stock, callbackUrl }) => {
      const requestId = nextRequestId;
      nextRequestId += 1;
      const { signal } = run;
      const fault = faults().takeForWebhook();
      const early = fault?.kind === 'early';
      const due = sleep(early ? 0 : behaviour().callbackDelayMs, signal);
      const outcome = Promise.all([due, settled]).then(() =>
        signal.aborted ? null : settle(stock, ledger, behaviour().firstRow, fault),
      );
      settled = outcome;
      const delivered = outcome.then(async (told) => {
        if (told === null || isSilent(stock)) return;
        await free();
        await webhooks.deliver(callbackUrl, plannedDelivery(requestId, told, fault), signal);
      });
      return { requestId, answerable: early ? delivered : Promise.resolve() };
    },
    reset: () => {
      run.abort();
      run = new AbortController();
      settled = Promise.resolve();
    },
  };
};
