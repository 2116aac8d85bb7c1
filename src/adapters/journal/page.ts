import type { Page } from '../../ports/journal-reads.ts';

/** Asked for one more than the page holds, the extra one tells that there is more. */
export const pageOf = <Node>(found: readonly Node[], limit: number): Page<Node> => ({
  nodes: found.slice(0, limit),
  hasMore: found.length > limit,
});
