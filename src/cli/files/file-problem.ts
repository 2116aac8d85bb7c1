/** A file cannot be used. `message` says where and why. A row that is wrong alone is a refusal, not this. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
}
