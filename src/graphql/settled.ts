/**
 * What became of a mutation's field that has run: given as the root of an execution, the field answers with it and does
 * not run again.
 */
export class Settled {
  readonly outcome: Promise<unknown>;
  constructor(outcome: Promise<unknown>) {
    this.outcome = outcome;
  }
}
