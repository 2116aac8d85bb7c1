/** Where a sweep of the retention goes on: it looks at the operations, then at the requests to vendors, by their ids. */
export type PruneCursor = { readonly of: 'operations' | 'requests'; readonly after: number };

/** What one step of a sweep did. */
export type Pruned = {
  readonly operations: number;
  /** Null once nothing is left that could be old enough. */
  readonly next: PruneCursor | null;
};
