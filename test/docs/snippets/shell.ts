import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OnFinished } from '../../support/temporary-directory.ts';

/** One shell for all commands of a page, as a reader has it: variables and background programs stay. */
export type Shell = {
  /** Runs commands and returns their standard output. Fails with their standard error if one of them fails. */
  run(commands: string): Promise<string>;
};

/** How long the commands of one block may run. */
const limitMs = 120_000;
const late = 'no code in time';

/**
 * Starts a shell in a folder. It ends with its background programs when the test ends. `files` is a folder for the
 * commands and their output.
 */
export const startShell = (
  folders: { readonly cwd: string; readonly files: string },
  env: Readonly<Record<string, string>>,
  later: OnFinished,
): Shell => {
  const { cwd, files } = folders;
  const child = spawn('bash', ['--noprofile', '--norc'], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    // A group of its own, so that the background programs can be ended too.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  let isEnded = false;
  const end = async (): Promise<void> => {
    if (!isEnded && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    isEnded = true;
    await ended;
  };
  later(end);
  const codes = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // If this process ends early, the shell ends, and its background programs with it.
  child.stdin.write("trap 'kill $(jobs -p) 2> /dev/null' EXIT\n");
  let count = 0;
  return {
    run: async (commands) => {
      if (isEnded) throw new Error('the shell of the page has ended');
      count += 1;
      const [script, out, err] = ['sh', 'out', 'err'].map((end) => join(files, `${count}.${end}`));
      if (!script || !out || !err) throw new Error('No files');
      await writeFile(script, commands);
      // A command that fails in the middle counts, as with `set -e`, and the shell goes on.
      child.stdin.write(
        `failed=0; trap 'failed=$?' ERR; . '${script}' > '${out}' 2> '${err}'; trap - ERR; echo "$failed"\n`,
      );
      const code = await Promise.race([
        codes.next().then(({ value }) => value),
        new Promise<string>((resolve) => {
          setTimeout(() => resolve(late), limitMs).unref();
        }),
      ]);
      if (code === late) await end();
      if (code !== '0')
        throw new Error(
          `the commands end with ${code}:\n${await readFile(err, 'utf8')}${await readFile(out, 'utf8')}`,
        );
      return readFile(out, 'utf8');
    },
  };
};
