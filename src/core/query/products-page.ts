import type { ChannelId } from '../../domain/ids.ts';
import type { Product } from '../../domain/product.ts';
import type { JournalReads, Page } from '../../ports/journal/journal-reads.ts';

/** Reads a page over the products of these channels: one channel after the other, in the order of their ids. */
export const productsPageOf = async (
  reads: Pick<JournalReads, 'productsPage'>,
  ids: readonly ChannelId[],
  filter: Parameters<JournalReads['productsPage']>[0],
): Promise<Page<Product>> => {
  const inOrder = ids.toSorted();
  const nodes: Product[] = [];
  for (const channel of filter.last ? inOrder.toReversed() : inOrder) {
    const limit = filter.limit - nodes.length;
    const page = await reads.productsPage({ ...filter, channel, limit });
    if (filter.last) nodes.unshift(...page.nodes);
    else nodes.push(...page.nodes);
    if (page.hasMore) return { nodes, hasMore: true };
  }
  return { nodes, hasMore: false };
};
