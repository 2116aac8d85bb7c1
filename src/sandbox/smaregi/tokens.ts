import { randomBytes } from 'node:crypto';
import type { Answer, VendorCall } from '../core/endpoint.ts';
import { errorAnswer } from './answers.ts';

export const scopes = ['pos.stock:read', 'pos.stock:write', 'pos.products:read'] as const;
export type Scope = (typeof scopes)[number];

/** The access tokens given out. They outlive a reset, as they outlive anything that happens to stock. */
export type Tokens = {
  issue(granted: readonly Scope[], expiresIn: number): string;
  /** The refusal of a call that has no good token for the scope, else null. */
  refusal(call: VendorCall, scope: Scope): Answer | null;
  expireAll(): void;
};

const unauthorized = (detail: string): Answer => ({
  ...errorAnswer(401, detail),
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
});

export const createTokens = (): Tokens => {
  const issued = new Map<string, { readonly until: number; readonly granted: readonly Scope[] }>();
  return {
    issue: (granted, expiresIn) => {
      const now = Date.now();
      for (const [token, { until }] of issued) if (until <= now) issued.delete(token);
      const token = randomBytes(24).toString('hex');
      issued.set(token, { until: now + expiresIn * 1000, granted });
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
    expireAll: () => issued.clear(),
  };
};
