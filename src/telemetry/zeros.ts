import type { Gateway } from '../core/gateway.ts';
import { operationKinds } from '../domain/operation.ts';
import type { Metrics } from './metrics.ts';
import { callOutcomes } from './vendor-calls.ts';

/** The outcomes that alerts compare. */
const watchedOutcomes = ['APPLIED', 'FAILED', 'OUTCOME_UNKNOWN'] as const;
const watchedRefusals = ['OVERLOADED', 'JOURNAL_UNAVAILABLE'] as const;

/**
 * Creates the series that alerts read, with 0. Prometheus does not see the first increase of a series that begins with it.
 * To be called before each read, because a reload may add channels.
 */
export const startAtZero = (metrics: Metrics, { channels }: Pick<Gateway, 'channels'>): void => {
  for (const { key: channel, writers } of channels.values()) {
    for (const outcome of callOutcomes) metrics.callOutcomes.inc({ channel, outcome }, 0);
    for (const kind of operationKinds) {
      if (!writers[kind]) continue;
      for (const outcome of watchedOutcomes) metrics.items.inc({ channel, kind, outcome }, 0);
    }
  }
  for (const code of watchedRefusals) metrics.refusals.inc({ code }, 0);
};
