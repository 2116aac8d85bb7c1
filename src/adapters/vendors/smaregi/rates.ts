/** Requests a second. */
export type Rates = { readonly writes: number | null; readonly reads: number | null };

/**
 * Smaregi's pages say that requests are limited a second, an app and a contract, all stores together, and give no
 * numbers. These are what an unofficial client reports of its two hosts; the settings of a channel may say otherwise.
 */
const ratesOfHosts: { readonly [host: string]: Rates } = {
  'api.smaregi.dev': { writes: 4, reads: 10 },
  'api.smaregi.jp': { writes: 20, reads: 50 },
};

/** Another host is a stand-in, of which nothing is known. */
export const defaultRates = (baseUrl: string): Rates =>
  ratesOfHosts[new URL(baseUrl).host] ?? { writes: null, reads: null };
