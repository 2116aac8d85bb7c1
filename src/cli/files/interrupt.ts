export type Interrupt = {
  /** No new request, and no longer wait. */
  readonly stopping: AbortSignal;
  /** No request at all. */
  readonly aborting: AbortSignal;
  readonly dispose: () => void;
};

const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Requests that were sent are answered in this time, or given up. */
const graceMs = 5_000;

/** Turns Ctrl-C into a clean stop. A second signal ends what is still open. */
export const onInterrupt = (onStop: () => void): Interrupt => {
  const stopping = new AbortController();
  const aborting = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) {
      aborting.abort();
      return;
    }
    onStop();
    stopping.abort();
    setTimeout(() => aborting.abort(), graceMs).unref();
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    stopping: stopping.signal,
    aborting: aborting.signal,
    dispose: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
};
