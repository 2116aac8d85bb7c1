/** The errors in an error. Node reports one per address if a host has several. */
export const reasonOf = (cause: unknown): string => {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
};

/** Why the journal cannot be read or written. DATABASE_… occurs with a shared journal only. */
export const journalTroubles = [
  'DATABASE_UNREACHABLE',
  'SILENT',
  'DATABASE_STARTING_OR_STOPPING',
  'DATABASE_LOGIN_REFUSED',
  'DATABASE_MISSING',
  'DATABASE_CONNECTIONS_USED_UP',
  'GATEWAY_CONNECTIONS_BUSY',
  'READ_ONLY',
  'RIGHTS_MISSING',
  'DISK_FULL',
  'DISK_ERROR',
  'OUT_OF_MEMORY',
  'STATEMENT_TIMEOUT',
  'LOCKED',
  'IN_DOUBT',
  'OTHER',
] as const;
export type JournalTrouble = (typeof journalTroubles)[number];

/** The journal cannot be read or written now. A write that rejects with this error did not happen. */
export class JournalUnavailable extends Error {
  readonly trouble: JournalTrouble;

  constructor(cause: unknown, trouble: JournalTrouble = 'OTHER') {
    super(`The journal can't be used: ${reasonOf(cause)}`, { cause });
    this.name = 'JournalUnavailable';
    this.trouble = trouble;
  }
}

/** Whether the write happened is unknown, and so is whether it survives a loss of power. */
export class JournalInDoubt extends JournalUnavailable {
  constructor(cause: unknown, trouble: JournalTrouble = 'IN_DOUBT') {
    super(cause, trouble);
    this.name = 'JournalInDoubt';
  }
}
