import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const run = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, [...args]).status === 0;

/** A disk that the test fills and frees again. */
export type Disk = {
  readonly directory: string;
  fill(pid: number): void;
  free(pid: number): void;
  close(): void;
};

/** Forbids the process to write files. Linux allows this for the user's own processes. */
export const canLimit = run('prlimit', '--version');
export const limitedDisk = (home: string): Disk => {
  const directory = join(home, 'limited');
  const limit = (pid: number, bytes: string): void => {
    if (!run('prlimit', '--pid', String(pid), `--fsize=${bytes}:unlimited`))
      throw new Error('No limit could be set');
  };
  return {
    directory,
    fill: (pid) => limit(pid, '0'),
    free: (pid) => limit(pid, 'unlimited'),
    close: () => {},
  };
};

const mounted = (directory: string): boolean =>
  run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', directory);

/** A file system of a few megabytes. Only root can mount one. Null if that is not possible. */
export const smallDisk = (home: string): Disk | null => {
  const directory = join(home, 'small');
  mkdirSync(directory);
  if (!mounted(directory)) return null;
  const ballast = join(directory, 'ballast');
  return {
    directory,
    fill: () => {
      for (let bytes = 4 * 1024 * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
        try {
          writeFileSync(ballast, Buffer.alloc(bytes), { flag: 'a' });
        } catch {
          // There was no space for all of it; a part was written.
        }
      }
    },
    free: () => rmSync(ballast),
    close: () => void run('umount', '-l', directory),
  };
};
