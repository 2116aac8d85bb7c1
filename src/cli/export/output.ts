import { open, rename, rm, stat } from 'node:fs/promises';
import { codeOf } from '../../lib/errors.ts';
import { FileProblem } from '../files/file-problem.ts';

/** A file that appears under its name only when it is complete. */
export type Output = {
  write(text: string): Promise<void>;
  /** Puts it in place of the file with this name. */
  publish(): Promise<void>;
  /** Deletes it, if it was not published. */
  discard(): Promise<void>;
};

/** A folder or a device is not replaced. */
const assertReplaceable = async (path: string): Promise<void> => {
  const stats = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (stats && !stats.isFile())
    throw new FileProblem(`${path} is ${stats.isDirectory() ? 'a folder' : 'no regular file'}`);
};

/** The temporary file is in the same folder, because a file cannot be moved to another disk at once. */
export const createOutput = async (path: string): Promise<Output> => {
  await assertReplaceable(path);
  const temporary = `${path}.part-${process.pid}`;
  const handle = await open(temporary, 'w');
  return {
    write: (text) => handle.appendFile(text),
    publish: async () => {
      await handle.sync();
      await handle.close();
      await rename(temporary, path);
    },
    discard: async () => {
      await handle.close();
      await rm(temporary, { force: true });
    },
  };
};
