import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/** Brings the contents of an open file to the disk. */
export type SyncFile = {
  /** In Node's thread pool: the thread that commits goes on meanwhile. */
  readonly beside: (fd: number) => Promise<void>;
  /** On the thread that commits, which spares the way to the pool and back. */
  readonly here: (fd: number) => void;
};

export const syncFile: SyncFile = { beside: promisify(fdatasync), here: fdatasyncSync };

export type LogFile = { sync(): Promise<void>; syncHere(): void; close(): void };

/** Pages that the log holds before they are brought into the database: what was written often is so brought in once. */
export const pagesInLog = 3_800;
/** More would make a start longer; beyond it the file grows once, and keeps its size. */
const roomyBytes = 8 * 1024 * 1024;

/**
 * Writes zeros up to the log's usual size. SQLite reads a log up to the first frame that is not of it, and later
 * writes over them in place: a sync of a file that grows has to write the file system's own journal too.
 */
const makeRoom = (fd: number): void => {
  const { size } = fstatSync(fd);
  const zeros = Buffer.alloc(1024 * 1024);
  try {
    for (let at = size; at < roomyBytes; ) {
      at += writeSync(fd, zeros, 0, Math.min(zeros.length, roomyBytes - at), at);
    }
  } catch {
    // A small or full disk: its room is for the rows.
    ftruncateSync(fd, size);
  }
};

/**
 * SQLite's write-ahead log, which exists while the database is open. Locks are kept on other files, so that closing
 * this one lets go of none. To be called before anything is written beside it.
 */
export const openLogFile = (path: string, sync: SyncFile): LogFile => {
  const fd = openSync(path, 'r+');
  makeRoom(fd);
  return { sync: () => sync.beside(fd), syncHere: () => sync.here(fd), close: () => closeSync(fd) };
};
