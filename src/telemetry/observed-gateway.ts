import type { Gateway } from '../core/gateway.ts';
import { JournalUnavailable } from '../ports/journal-unavailable.ts';
import type { Metrics } from './metrics.ts';

/** The gateway as it is; mutations that it refuses as a whole are counted. */
export const observedGateway = (gateway: Gateway, { refusals }: Metrics): Gateway => ({
  ...gateway,
  submit: async (submission) => {
    try {
      const submitted = await gateway.submit(submission);
      if (submitted.type === 'refused') for (const { code } of submitted.errors) refusals.inc(1, code);
      return submitted;
    } catch (error) {
      if (error instanceof JournalUnavailable) refusals.inc(1, 'JOURNAL_UNAVAILABLE');
      throw error;
    }
  },
});
