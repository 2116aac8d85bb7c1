/** Runs a program of the command line to its end. A failure is one line, and the exit code 1. */
export const runProgram = (start: () => Promise<number>, say: (line: string) => void): void => {
  start().then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    },
  );
};
