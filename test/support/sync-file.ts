import { type SyncFile, syncFile } from '../../src/adapters/sqlite/file/log-file.ts';

/** The real syncs of the disk. `begin` is called before each and may throw; its result is called after the sync. */
export const watchedSync =
  (begin: () => () => void): SyncFile =>
  async (fd) => {
    const end = begin();
    await syncFile(fd);
    end();
  };

/** The real syncs of the disk, while it does not fail. */
export const failingSync = (fails: () => boolean): SyncFile =>
  watchedSync(() => {
    if (fails()) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    return () => {};
  });
