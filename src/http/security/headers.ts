import type { ServerResponse } from 'node:http';

/**
 * On every answer. Answers are data: nothing in them is to be run, framed, guessed at or kept by whoever stands between.
 * GraphiQL, which is a page, has a policy of its own.
 */
const headers: readonly (readonly [name: string, value: string])[] = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cache-control', 'no-store'],
];

/** A year. Without subdomains: those are not ours to speak for. */
const secureTransport = 'max-age=31536000';

/** `isSecure`: whether the client came over TLS; only then may it be told to come no other way. */
export const setSecurityHeaders = (response: ServerResponse, isSecure: boolean): void => {
  for (const [name, value] of headers) response.setHeader(name, value);
  if (isSecure) response.setHeader('strict-transport-security', secureTransport);
};
