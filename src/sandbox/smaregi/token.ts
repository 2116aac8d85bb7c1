import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Answer, Endpoint, VendorCall } from '../core/endpoint.ts';
import { errorAnswer } from './answers.ts';

const scopes = [
  'pos.stock:read',
  'pos.stock:write',
  'pos.products:read',
  'pos.stores:read',
  'pos.stock-changes:read',
] as const;
export type Scope = (typeof scopes)[number];

/** The access tokens that the vendor issued. A reset keeps them. */
export type Tokens = {
  issue(granted: readonly Scope[]): string;
  /** The refusal of a call without a valid token for the scope, or null. */
  refusal(call: VendorCall, scope: Scope): Answer | null;
};

/** The lifetime of a token. */
const expiresInS = 3600;

const unauthorized = (detail: string): Answer => ({
  ...errorAnswer(401, detail),
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
});

export const createTokens = (): Tokens => {
  const issued = new Map<string, { readonly until: number; readonly granted: readonly Scope[] }>();
  return {
    issue: (granted) => {
      const now = Date.now();
      for (const [token, { until }] of issued) if (until <= now) issued.delete(token);
      const token = randomBytes(24).toString('hex');
      issued.set(token, { until: now + expiresInS * 1000, granted });
      return token;
    },
    refusal: (call, scope) => {
      const token = /^Bearer (?<token>\S+)$/iu.exec(call.headers['authorization'] ?? '')?.groups?.['token'];
      if (token === undefined) return unauthorized('an access token is required');
      const known = issued.get(token);
      if (known === undefined || known.until <= Date.now()) {
        return unauthorized('the access token is unknown or has expired');
      }
      return known.granted.includes(scope) ? null : errorAnswer(403, `the access token lacks ${scope}`);
    },
  };
};

type Options = {
  readonly contractId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokens: Tokens;
};

/** An OAuth error answer, RFC 6749 section 5.2. */
const refusal = (status: 400 | 401, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
  ...(status === 401 ? { headers: { 'www-authenticate': 'Basic' } } : {}),
});

const isClient = (call: VendorCall, id: string, secret: string): boolean => {
  const given = Buffer.from(call.headers['authorization'] ?? '');
  const wanted = Buffer.from(`Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

const isScope = (name: string): name is Scope => scopes.some((scope) => scope === name);

/**
 * The token endpoint, POST /app/{contract_id}/token: client credentials of an app, with Basic authentication and a form
 * body. A call must name its scopes. An unknown scope is refused.
 */
export const token = ({ contractId, clientId, clientSecret, tokens }: Options): Endpoint => ({
  name: 'token',
  method: 'POST',
  path: new RegExp(`^/app/${contractId}/token$`, 'u'),
  answer: (call): Answer => {
    if (!isClient(call, clientId, clientSecret)) return refusal(401, 'invalid_client', 'unknown client');
    const type = call.headers['content-type'] ?? '';
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/iu.test(type)) {
      return refusal(400, 'invalid_request', 'the body is a form');
    }
    const form = new URLSearchParams(call.body);
    if (form.get('grant_type') !== 'client_credentials') {
      return refusal(400, 'unsupported_grant_type', 'grant_type is client_credentials');
    }
    const named = (form.get('scope') ?? '').split(' ').filter((name) => name !== '');
    const granted = named.filter(isScope);
    if (named.length === 0 || granted.length < named.length) {
      return refusal(400, 'invalid_scope', `scope is some of: ${scopes.join(' ')}`);
    }
    return {
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        scope: granted.join(' '),
        token_type: 'Bearer',
        expires_in: expiresInS,
        access_token: tokens.issue(granted),
      },
    };
  },
});
