import { messageOf } from '../lib/errors.ts';
import { createRedactor } from '../lib/logging/redact.ts';

/** A stream that progress is shown on. On a terminal, a line can be written again. */
export type Screen = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Writes for the person at the terminal. Secrets that it learned do not appear. */
export type Terminal = {
  /** What was asked for, e.g. a new key, and nothing else, because another program may read it. */
  out(line: string): void;
  /** What is said about it. */
  say(line: string): void;
  learn(secrets: readonly string[]): void;
  readonly screen: Screen;
};

/** Runs a command. Returns the exit code: 0 done, 1 refused or failed, 2 wrong usage. `import` and `export` have more. */
export type Run = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Parses arguments. Gives a text that states what is wrong with them if `parse` throws. */
export const parsedOrReason = <Parsed extends object>(parse: () => Parsed): Parsed | string => {
  try {
    return parse();
  } catch (error) {
    return messageOf(error);
  }
};

const createTerminal = (): Terminal => {
  const redactor = createRedactor([]);
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${redactor.redact(line)}\n`),
    learn: redactor.learn,
    screen: process.stderr,
  };
};

/** Runs a command, and gives its exit code. A failure is one line, and the exit code is 1. */
export const exitCodeOf = async (run: Run, args: readonly string[], terminal: Terminal): Promise<number> => {
  try {
    return await run(args, terminal);
  } catch (error) {
    terminal.say(messageOf(error));
    return 1;
  }
};

/** Runs a command as this process. */
export const runCommand = async (run: Run, args: readonly string[]): Promise<void> => {
  process.exitCode = await exitCodeOf(run, args, createTerminal());
};
