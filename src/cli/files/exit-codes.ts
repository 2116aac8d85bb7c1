/** Exit codes of import and export. */
export const exitCodes = {
  /** Everything that was asked for is done. */
  done: 0,
  /** A problem ended the command. An import can be continued with the same command. */
  stopped: 1,
  usage: 2,
  /** Rows were refused, or failed. The results say which. */
  trouble: 3,
  /** The file was imported before. Nothing was sent. */
  importedBefore: 4,
  /** Ctrl-C, or another signal to stop. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
