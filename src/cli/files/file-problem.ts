/** Whether the same command can succeed later, or only after a correction. */
export type Remedy = 'correct' | 'repeat';

/** A file cannot be used. `message` says where and why. A row that is wrong alone is a refusal, not this. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly remedy: Remedy;

  constructor(message: string, remedy: Remedy = 'correct') {
    super(message);
    this.remedy = remedy;
  }
}
