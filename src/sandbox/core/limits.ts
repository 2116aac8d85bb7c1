import type { Behaviour } from './behaviour.ts';

export type Admission =
  | { readonly admitted: true; release(): void }
  | { readonly admitted: false; readonly retryAfter: string | null };

export type Limiter = {
  admit(behaviour: Behaviour): Admission;
  /** Forgets the calls of the last second; those under way still hold their place. */
  reset(): void;
};

const second = 1000;

const retryAfterHeader = (form: Behaviour['retryAfter'], waitMs: number, now: number): string | null => {
  switch (form) {
    case 'none':
      return null;
    case 'seconds':
      return String(Math.max(1, Math.ceil(waitMs / second)));
    case 'date':
      // An HTTP date has whole seconds: rounded up, so that a caller who obeys is not refused again.
      return new Date(Math.ceil((now + waitMs) / second) * second).toUTCString();
  }
};

/** Counts calls under way and calls in the last second; refused calls do not count. */
export const createLimiter = (): Limiter => {
  let underWay = 0;
  let recent: number[] = [];
  return {
    reset: () => {
      recent = [];
    },
    admit: (behaviour) => {
      const now = Date.now();
      recent = recent.filter((at) => at > now - second);
      const { maxConcurrent, ratePerSecond, retryAfter } = behaviour;
      if (maxConcurrent !== null && underWay >= maxConcurrent) {
        return { admitted: false, retryAfter: retryAfterHeader(retryAfter, second, now) };
      }
      if (ratePerSecond !== null && recent.length >= ratePerSecond) {
        const oldest = recent[recent.length - ratePerSecond] ?? now;
        return { admitted: false, retryAfter: retryAfterHeader(retryAfter, oldest + second - now, now) };
      }
      recent.push(now);
      underWay += 1;
      let held = true;
      return {
        admitted: true,
        release: () => {
          if (held) underWay -= 1;
          held = false;
        },
      };
    },
  };
};
