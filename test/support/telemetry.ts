import type { Telemetry } from '../../src/ports/telemetry.ts';

/** Runs what it is given, and records nothing. */
export const noopTelemetry: Telemetry = {
  follow: () => ({ requestId: 'noopTelemetry', run: (serve) => serve(), end: () => {} }),
  describe: () => {},
  failed: () => {},
  sending: ({ callbackUrl }, send) => send(callbackUrl),
  receiving: (_callback, take) => take(),
};
