/** Where a host has several addresses, what went wrong with each is all that is told. */
export const reasonOf = (cause: unknown): string => {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
};

/** The journal can't write now (a full disk, say): nothing of what was asked for has happened. */
export class JournalUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The journal can't write: ${reasonOf(cause)}`, { cause });
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

/** What was asked for while an acceptance was heard of is as little written as that, which could not be committed. */
export class NeverAccepted extends Error {
  constructor(cause: unknown) {
    super('What this is about was not accepted after all.', { cause });
    this.name = 'NeverAccepted';
  }
}
