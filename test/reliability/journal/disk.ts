import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const run = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, [...args]).status === 0;

/** A disk that the test fills, and makes room on again. */
export type Disk = {
  readonly directory: string;
  fill(pid: number): void;
  free(pid: number): void;
  close(): void;
};

/** No file of the process may be written any more. Linux lets everybody hold their own processes to that. */
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

/** A file system of a few megabytes; only root can mount one. Null where that is not to be had. */
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
          // No room for so much; what fitted of it was written.
        }
      }
    },
    free: () => rmSync(ballast),
    close: () => void run('umount', '-l', directory),
  };
};
