import type { WebSettings } from '../../src/http/server.ts';

/** No other origin, no proxy, no GraphiQL. */
export const closedWeb: WebSettings = {
  corsOrigins: new Set(),
  graphiql: false,
  trustedProxies: { hops: 0 },
  publicUrl: null,
};
