import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/** Syncs an open file to the disk. */
export type SyncFile = (fd: number) => Promise<void>;

/** It runs in Node's thread pool, so that it does not block the event loop. */
export const syncFile: SyncFile = promisify(fdatasync);

export type LogFile = { sync(): Promise<void>; close(): void };

/** Pages of the log before a checkpoint copies them into the database. A page that was written often is copied once. */
export const pagesInLog = 3_800;
/** The file's size from the start. A larger file makes a start longer. A file that grew beyond it keeps its size. */
const roomyBytes = 8 * 1024 * 1024;

/**
 * Writes zeros up to the log's usual size, because the sync of a file that grows has to write the file system's own
 * journal too. SQLite reads a log up to the first invalid frame, and overwrites the zeros in place.
 */
const makeRoom = (fd: number): void => {
  const { size } = fstatSync(fd);
  const zeros = Buffer.alloc(1024 * 1024);
  try {
    for (let at = size; at < roomyBytes; ) {
      at += writeSync(fd, zeros, 0, Math.min(zeros.length, roomyBytes - at), at);
    }
  } catch {
    // The disk is small or full, so its space is left to the rows.
    ftruncateSync(fd, size);
  }
};

/**
 * Opens SQLite's write-ahead log, which exists while the database is open. It must be called before anything is
 * written. SQLite keeps its locks on other files, so closing this one releases none.
 */
export const openLogFile = (path: string, sync: SyncFile): LogFile => {
  const fd = openSync(path, 'r+');
  makeRoom(fd);
  return { sync: () => sync(fd), close: () => closeSync(fd) };
};
