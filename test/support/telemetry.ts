import type { Telemetry } from '../../src/ports/telemetry.ts';

/** Runs its functions and records nothing. */
export const noopTelemetry: Telemetry = {
  instrument: () => ({ httpRequestId: 'noop', run: (serve) => serve(), end: () => {} }),
  describe: () => {},
  failed: () => {},
  sending: ({ callbackUrl }, send) => send(callbackUrl),
  receiving: (_callback, take) => take(),
  receivingEvent: (_vendor, take) => take(),
  webhookAttempted: () => {},
  webhookSwitchedOff: () => {},
};
