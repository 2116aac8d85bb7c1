/** The position at which a sweep continues. It visits the operations and then the vendor requests, in order of id. */
export type PruneCursor = { readonly of: 'operations' | 'requests'; readonly after: number };

/** The result of one step of a sweep. */
export type Pruned = {
  readonly operations: number;
  /** Null at the end of the sweep. */
  readonly next: PruneCursor | null;
};
