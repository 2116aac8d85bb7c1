import type { ChannelId, ProductId } from '../../domain/ids.ts';

/** A part of a list. `hasMore` is true if further entries follow in the direction of the page. */
export type Page<Node> = { readonly nodes: readonly Node[]; readonly hasMore: boolean };
export type ProductPosition = { readonly channel: ChannelId; readonly productId: ProductId };

/** A page of the entries that come after `after` and before `before` in the order of the list. */
export type PageOf<Position> = {
  readonly after: Position | null;
  readonly before: Position | null;
  readonly limit: number;
  /** True for a page that is counted from the end. Its entries are in the order of the list too. */
  readonly last: boolean;
};
