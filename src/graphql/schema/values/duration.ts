/** The largest Int of GraphQL, about 24 days. */
const longest = 2 ** 31 - 1;

/** A duration of the schema, from seconds. A longer one than an Int can state is the longest one. */
export const millisecondsOf = (seconds: number | null): number | null =>
  seconds === null ? null : Math.min(Math.ceil(seconds * 1000), longest);
