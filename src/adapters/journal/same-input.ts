import type { Idempotency } from '../../ports/acceptance.ts';

/** Whether a stored fingerprint is that of this input, by the rule of today or by the rule it was stored under. */
export const isSameInput = (stored: unknown, { fingerprint, formerFingerprint }: Idempotency): boolean =>
  stored === fingerprint || stored === formerFingerprint();
