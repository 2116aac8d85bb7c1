import type { Clock } from '../../../ports/clock.ts';
import type { StartCall } from '../../../ports/vendor-reads.ts';
import { classifyResponse, type Unavailable, unauthorized, unavailable } from '../http/answer.ts';
import type { Http } from '../http/client.ts';
import { createSanitizer } from '../http/sanitize.ts';
import { basicOf, type Credentials } from './settings.ts';
import { tokenResponse } from './wire.ts';

type Token = { readonly type: 'token'; readonly token: string };
export type TokenResult = Token | Unavailable;

/** The access tokens of one channel. */
export type Tokens = {
  /** The token that needs no request; null if one must be fetched. */
  held(): Token | null;
  /** `startCall` starts the request for it, where one is needed. */
  get(startCall: StartCall): Promise<TokenResult>;
  /** Reports that the vendor refused the token. False if no new token can be requested now. */
  drop(token: string): boolean;
  /** Secrets that are removed from the texts of a vendor's error. */
  secrets(): readonly string[];
};

export const fixedToken = (token: string): Tokens => ({
  held: () => ({ type: 'token', token }),
  get: async () => ({ type: 'token', token }),
  drop: () => false,
  secrets: () => [token],
});

const neededScopes = 'pos.stock:read pos.stock:write pos.products:read';

/** A token is given up this long before its end, or a tenth of its life before where that is less. */
const marginMs = 60_000;

/**
 * A refused token is replaced this often at most. A vendor that refuses the next one too has something against the
 * credentials, and a new token with each request would only add to its load. Milliseconds.
 */
const replaceEveryMs = 60_000;

/** Without a token no call is sent, so nothing was applied. */
const withoutToken = ({ failure, retryAfterMs, timedOut }: Unavailable): Unavailable =>
  unavailable(failure.code, `The gateway got no access token. ${failure.message}`, {
    retryAfterMs,
    timedOut,
    vendor: { code: failure.vendorCode, message: failure.vendorMessage },
  });

type Client = Omit<Extract<Credentials, { type: 'client' }>, 'type' | 'tokenUrl'> & {
  /** Scopes that the vendor may not know or that the app may not have. */
  readonly optionalScopes: readonly string[];
};

/** The sets of scopes to ask for, the largest first. The vendor does not state which scope it refuses. */
const scopeSets = (optional: readonly string[]): readonly string[] => {
  let sets: readonly (readonly string[])[] = [[]];
  for (const scope of optional) sets = sets.flatMap((set) => [[...set, scope], set]);
  return sets.toSorted((a, b) => b.length - a.length).map((set) => [neededScopes, ...set].join(' '));
};

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749 section 4.4). Token calls count against the vendor's rate limit: a
 * token is kept for its life, and callers that need one at the same time share one call. A failure is not kept.
 */
export const clientTokens = (http: Http, client: Client, clock: Clock): Tokens => {
  const basic = basicOf(client);
  let held: { readonly token: string; readonly until: number } | null = null;
  let fetching: Promise<TokenResult> | null = null;
  // The one before stays a secret while answers to calls with it are under way.
  let given: readonly string[] = [];
  let replacedAt: number | null = null;
  const secrets = () => [client.clientSecret, basic, ...given];

  const sets = scopeSets(client.optionalScopes);
  /** The vendor gives no token for the sets before this one. */
  let usedSet = 0;

  const fetchToken = async (startCall: StartCall): Promise<TokenResult> => {
    const tried = usedSet;
    const scope = sets[tried] ?? neededScopes;
    const askedAt = clock.now();
    const result = await http.request({
      method: 'POST',
      endpoint: 'token',
      path: '',
      headers: { authorization: `Basic ${basic}` },
      body: {
        contentType: 'application/x-www-form-urlencoded',
        text: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
      },
      rows: 0,
    });
    const response = classifyResponse(result, { now: clock.now(), sanitize: createSanitizer(secrets()) });
    if (response.type === 'unavailable') return withoutToken(response);
    if (response.type === 'refusal' && tried + 1 < sets.length) {
      usedSet = tried + 1;
      const without = await startCall(() => fetchToken(startCall));
      // Another reason than the scope.
      if (without.type === 'unavailable') usedSet = tried;
      return without;
    }
    if (response.type === 'refusal') return withoutToken(unauthorized(response.exchange, response.error));
    const answer = tokenResponse.safeParse(response.body);
    if (!answer.success) {
      return unavailable(
        'VENDOR_UNAVAILABLE',
        'The gateway got no access token. The token endpoint gave an answer that cannot be read. Try again later.',
      );
    }
    const { access_token: token, expires_in } = answer.data;
    const lifeMs = expires_in * 1000;
    held = { token, until: askedAt + lifeMs - Math.min(marginMs, lifeMs / 10) };
    given = [token, ...given.slice(0, 1)];
    return { type: 'token', token };
  };

  const valid = (): Token | null =>
    held && clock.now() < held.until ? { type: 'token', token: held.token } : null;

  return {
    held: valid,
    get: async (startCall) => {
      const token = valid();
      if (token) return token;
      fetching ??= startCall(() => fetchToken(startCall)).finally(() => {
        fetching = null;
      });
      return fetching;
    },
    drop: (token) => {
      // Another call has seen to it.
      if (held?.token !== token) return true;
      const now = clock.now();
      if (replacedAt !== null && Math.abs(now - replacedAt) < replaceEveryMs) return false;
      replacedAt = now;
      held = null;
      return true;
    },
    secrets,
  };
};
