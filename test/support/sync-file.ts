import { type SyncFile, syncFile } from '../../src/adapters/sqlite/log-file.ts';

/** The disk's own syncs. `begin` is called before each and may throw; what it returns is called once that is through. */
export const watchedSync = (begin: () => () => void): SyncFile => ({
  beside: async (fd) => {
    const end = begin();
    await syncFile.beside(fd);
    end();
  },
  here: (fd) => {
    const end = begin();
    syncFile.here(fd);
    end();
  },
});

/** The disk's own syncs, while it does not fail. */
export const failingSync = (fails: () => boolean): SyncFile =>
  watchedSync(() => {
    if (fails()) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    return () => {};
  });
