import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type OnFinished = (task: () => Promise<void>) => void;

/** A directory of the test's own, gone when it ends. A test that runs among others hands its own `onTestFinished` in. */
export const temporaryDirectory = async (onFinished: OnFinished = onTestFinished): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'onshelf-'));
  onFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
};
