/** How one vendor behaves for every call, until `behave` or `reset` changes it. */
export type Behaviour = {
  /** Every call is answered after this time. */
  readonly latencyMs: number;
  /** Processing time between the answer to a call and its webhook. */
  readonly callbackDelayMs: number;
  /** More calls at a time are answered with 429. Null: no limit. */
  readonly maxConcurrent: number | null;
  /** More calls in one second are answered with 429. Null: no limit. */
  readonly ratePerSecond: number | null;
  /** The form of the header Retry-After of these answers. */
  readonly retryAfter: 'seconds' | 'date' | 'none';
};

export const defaultBehaviour: Behaviour = {
  latencyMs: 0,
  callbackDelayMs: 50,
  maxConcurrent: null,
  ratePerSecond: null,
  retryAfter: 'seconds',
};

export type Admission =
  | { readonly admitted: true; release(): void }
  | { readonly admitted: false; readonly retryAfter: string | null };

export type Limiter = {
  admit(behaviour: Behaviour): Admission;
  /** Forgets the calls of the last second; calls that still run keep counting. */
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
      // An HTTP date has whole seconds. It is rounded up, so that a caller that waits is not refused again.
      return new Date(Math.ceil((now + waitMs) / second) * second).toUTCString();
  }
};

/** Counts running calls and calls of the last second. Refused calls do not count. */
export const createLimiter = (): Limiter => {
  let running = 0;
  let recent: number[] = [];
  return {
    reset: () => {
      recent = [];
    },
    admit: (behaviour) => {
      const now = Date.now();
      recent = recent.filter((at) => at > now - second);
      const { maxConcurrent, ratePerSecond, retryAfter } = behaviour;
      if (maxConcurrent !== null && running >= maxConcurrent) {
        return { admitted: false, retryAfter: retryAfterHeader(retryAfter, second, now) };
      }
      if (ratePerSecond !== null && recent.length >= ratePerSecond) {
        const oldest = recent[recent.length - ratePerSecond] ?? now;
        return { admitted: false, retryAfter: retryAfterHeader(retryAfter, oldest + second - now, now) };
      }
      recent.push(now);
      running += 1;
      let held = true;
      return {
        admitted: true,
        release: () => {
          if (held) running -= 1;
          held = false;
        },
      };
    },
  };
};
