/** The journal can't write now (a full disk, say): nothing of what was asked for has happened. */
export class JournalUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The journal can't write: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'JournalUnavailable';
  }
}

/** A write happened, and whether it outlives a loss of power is not known. Nothing more is written until a restart. */
export class JournalInDoubt extends JournalUnavailable {
  constructor(cause: unknown) {
    super(cause);
    this.name = 'JournalInDoubt';
  }
}
