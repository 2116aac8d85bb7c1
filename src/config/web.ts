import { isIP } from 'node:net';
import { z } from 'zod';
import { isLoopback } from '../lib/loopback.ts';
import type { Environment } from './environment.ts';

/** What browsers and proxies are allowed. */
export type Web = {
  /** Origins of other sites whose pages may use the gateway. */
  readonly corsOrigins: ReadonlySet<string>;
  /** Whether a browser that opens the address gets GraphiQL. */
  readonly graphiql: boolean;
  /** Whether /console is served. */
  readonly console: boolean;
  /** Whose `X-Forwarded-*` are believed. */
  readonly trustedProxies: { readonly hops: number } | { readonly addresses: readonly string[] };
};

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** As a browser writes it: scheme, host and a port that is not the scheme's own, and nothing after. */
const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/u.test(url.protocol) && url.origin === text;
};

const isNetwork = (text: string): boolean => {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/u.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
};

const isHops = (text: string): boolean => /^\d$/u.test(text);

const settings = z.object({
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform(list)
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins as a browser tells them, separated by commas, e.g. https://admin.example: no path, no "*"',
    ),
  GRAPHIQL: z.enum(['on', 'off'], 'must be on or off').optional(),
  CONSOLE: z.enum(['on', 'off'], 'must be on or off').default('on'),
  TRUST_PROXY: z
    .string()
    .default('0')
    .refine(
      (text) => isHops(text) || list(text).every(isNetwork),
      'must be a number of proxies from 0 to 9, or their addresses or networks separated by commas, e.g. 10.0.0.0/8',
    )
    .transform((text) => (isHops(text) ? { hops: Number(text) } : { addresses: list(text) })),
});

/** The settings for browsers and proxies, or their problems, one line each. */
export const readWeb = (
  env: Environment,
): { readonly web: Web | null; readonly problems: readonly string[] } => {
  const host = env['HOST'];
  const { data, error } = settings.safeParse(env);
  if (error) {
    return { web: null, problems: error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
  }
  const { CONSOLE, CORS_ORIGINS, GRAPHIQL, TRUST_PROXY } = data;
  const graphiql = GRAPHIQL === undefined ? host === undefined || isLoopback(host) : GRAPHIQL === 'on';
  return {
    web: {
      corsOrigins: new Set(CORS_ORIGINS),
      graphiql,
      console: CONSOLE === 'on',
      trustedProxies: TRUST_PROXY,
    },
    problems: [],
  };
};
