/** Exit codes of import and export. */
export const exitCodes = {
  /** Everything that was asked for is done. */
  done: 0,
  /** A problem that may pass ended the command. The same command may succeed later, and continues an import. */
  stopped: 1,
  /** The flags, the file, the key or the address must be corrected. The same command fails again. */
  usage: 2,
  /** Rows were refused, or failed. The results say which. */
  trouble: 3,
  /** The file was imported before. Nothing was sent. */
  importedBefore: 4,
  /** Ctrl-C, or another signal to stop. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
