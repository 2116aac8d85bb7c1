import { timingSafeEqual } from 'node:crypto';
import type { Answer, Endpoint, VendorCall } from '../core/endpoint.ts';
import { type Scope, scopes, type Tokens } from './tokens.ts';

type Options = {
  readonly contractId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokens: Tokens;
  readonly expiresIn: () => number;
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
 * The token endpoint, POST /app/{contract_id}/token: client credentials of an app, by Basic authentication
 * and a form body. A call must name its scopes; an unknown one is refused.
 */
export const token = ({ contractId, clientId, clientSecret, tokens, expiresIn }: Options): Endpoint => ({
  name: 'token',
  method: 'POST',
  path: new RegExp(`^/app/${contractId}/token$`, 'u'),
  distortions: [],
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
    const seconds = expiresIn();
    return {
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        scope: granted.join(' '),
        token_type: 'Bearer',
        expires_in: seconds,
        access_token: tokens.issue(granted, seconds),
      },
    };
  },
});
