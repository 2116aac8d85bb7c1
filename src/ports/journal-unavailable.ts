/** Where a host has several addresses, what went wrong with each is all that is told. */
export const reasonOf = (cause: unknown): string => {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
};

/** Why a journal can't be read or written now. DATABASE_… is about a shared journal, the others may be about either. */
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

/** The journal can't be read or written now. A write that rejects with it did not happen. */
export class JournalUnavailable extends Error {
  readonly trouble: JournalTrouble;

  constructor(cause: unknown, trouble: JournalTrouble = 'OTHER') {
    super(`The journal can't be used: ${reasonOf(cause)}`, { cause });
    this.name = 'JournalUnavailable';
    this.trouble = trouble;
  }
}

/** It is not known whether a write happened and survives a loss of power. */
export class JournalInDoubt extends JournalUnavailable {
  constructor(cause: unknown, trouble: JournalTrouble = 'IN_DOUBT') {
    super(cause, trouble);
    this.name = 'JournalInDoubt';
  }
}
