/** The journal can't write now (a full disk, say): nothing of what was asked for has happened. */
export class JournalUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The journal can't write: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'JournalUnavailable';
  }
}
