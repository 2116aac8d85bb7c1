/**
 * Loads a value at its first use and keeps it. If the load fails, the caller gets the error and the next use tries again,
 * because the reason may pass: a process with too many open files cannot load a module.
 */
export const lazy = <Loaded>(load: () => Promise<Loaded>): (() => Promise<Loaded>) => {
  let loading: Promise<Loaded> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
};

/** The same for a value that is made at once. */
export const lazyNow = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
