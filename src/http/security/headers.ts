import type { ServerResponse } from 'node:http';

/**
 * The headers of every answer. Answers are data, so a browser or a proxy must not run, frame, sniff or store them. The
 * page of GraphiQL has its own policy.
 */
const headers: readonly (readonly [name: string, value: string])[] = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cache-control', 'no-store'],
];

/** One year, without subdomains, which may belong to other services. */
const secureTransport = 'max-age=31536000';

/** With `isSecure`, the client used TLS, and is asked to use only TLS from now on. */
export const setSecurityHeaders = (response: ServerResponse, isSecure: boolean): void => {
  for (const [name, value] of headers) response.setHeader(name, value);
  if (isSecure) response.setHeader('strict-transport-security', secureTransport);
};
