/**
 * Loads something when it is first asked for, and once. Where that fails, as it does while the process has as many files
 * open as it may, whoever asks is told, and the next one who asks is a new try.
 */
export const loadedLate = <Loaded>(load: () => Promise<Loaded>): (() => Promise<Loaded>) => {
  let loading: Promise<Loaded> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
};
