import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type OnFinished = (task: () => Promise<void>) => void;

/** Creates a directory and deletes it when the test ends. A concurrent test passes its own `onTestFinished`. */
export const temporaryDirectory = async (onFinished: OnFinished = onTestFinished): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'onshelf-'));
  onFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};
