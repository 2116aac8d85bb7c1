import type { ChannelId, ProductId } from '../../domain/ids.ts';

/** A part of a list. `hasMore` is true if further entries follow in the direction of the page. */
export type Page<Node> = { readonly nodes: readonly Node[]; readonly hasMore: boolean };
export type ProductPosition = { readonly channel: ChannelId; readonly productId: ProductId };
