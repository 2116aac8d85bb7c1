import type { Telemetry } from '../../src/ports/telemetry.ts';

/** Runs what it is given, and tells nobody. */
export const untold: Telemetry = {
  follow: () => ({ requestId: 'untold', run: (serve) => serve(), end: () => {} }),
  describe: () => {},
  failed: () => {},
  sending: ({ callbackUrl }, send) => send(callbackUrl),
  receiving: (_callback, take) => take(),
};
