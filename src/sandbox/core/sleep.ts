import { setTimeout } from 'node:timers/promises';

/** Waits, unless the signal ends first; says whether the whole time was slept. */
export const sleep = async (ms: number, signal: AbortSignal): Promise<boolean> => {
  if (ms <= 0) return !signal.aborted;
  try {
    await setTimeout(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
};
