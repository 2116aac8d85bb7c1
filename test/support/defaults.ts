import { readLimits } from '../../src/config/limits.ts';
import type { ItemLimits } from '../../src/domain/item-limits.ts';
import type { ServerLimits } from '../../src/http/limits.ts';
import type { WebSettings } from '../../src/http/server.ts';

/** The limits of a gateway without settings. */
export const defaultLimits = (): ServerLimits & { readonly item: ItemLimits } => {
  const { limits, problems } = readLimits({});
  if (!limits) throw new Error(problems.join());
  return { ...limits, items: 1_000 };
};

export const itemLimits: ItemLimits = defaultLimits().item;

/** No other origin, no proxy and no GraphiQL. */
export const closedWeb: WebSettings = {
  corsOrigins: new Set(),
  graphiql: false,
  console: false,
  trustedProxies: { hops: 0 },
  publicUrl: null,
};
