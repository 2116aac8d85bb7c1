import { z } from 'zod';
import type { Account } from '../../ports/accounts.ts';
import { accountNameOf, channelFields, headerValue, httpUrl } from '../http-settings.ts';
import { defaultRates } from './rates.ts';

/** How a channel comes by its access tokens. */
export type Credentials =
  | {
      readonly type: 'client';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  /** A token that someone else looks after: it is never fetched anew. */
  | { readonly type: 'token'; readonly accessToken: string };

/** What goes to the token's host as HTTP Basic authentication. */
export const basicOf = ({
  clientId,
  clientSecret,
}: Omit<Extract<Credentials, { type: 'client' }>, 'type' | 'tokenUrl'>): string =>
  Buffer.from(`${clientId}:${clientSecret}`).toString('base64');

export const secretsOf = (credentials: Credentials): readonly string[] =>
  credentials.type === 'token' ? [credentials.accessToken] : [credentials.clientSecret, basicOf(credentials)];

const fields = z.strictObject({
  ...channelFields,
  vendor: z.literal('SMAREGI'),
  tokenUrl: httpUrl.optional(),
  clientId: headerValue.refine((id) => !id.includes(':'), 'must be without a colon').optional(),
  clientSecret: headerValue.optional(),
  accessToken: headerValue.optional(),
  /** Reads a second; the vendor counts them apart from writes. */
  readRatePerSecond: z.int().min(1).nullable().default(null),
});

const clientFields = ['tokenUrl', 'clientId', 'clientSecret'] as const;

/**
 * One Smaregi contract; `baseUrl` ends in /{contract_id}/pos. Tokens come from client credentials or, in place of
 * them, one is given.
 */
export const smaregiSettings = fields.transform((settings, context) => {
  const { tokenUrl, clientId, clientSecret, accessToken, ...given } = settings;
  const rates = defaultRates(given.baseUrl);
  const rest = {
    ...given,
    limits: { ...given.limits, ratePerSecond: given.limits.ratePerSecond ?? rates.writes },
    readRatePerSecond: given.readRatePerSecond ?? rates.reads,
  };
  const refuse = (field: string, message: string): void => {
    context.issues.push({ code: 'custom', input: undefined, path: [field], message });
  };
  if (
    accessToken === undefined &&
    tokenUrl !== undefined &&
    clientId !== undefined &&
    clientSecret !== undefined
  ) {
    return {
      ...rest,
      credentials: { type: 'client', tokenUrl, clientId, clientSecret } satisfies Credentials,
    };
  }
  const named = clientFields.filter((name) => settings[name] !== undefined);
  if (accessToken !== undefined && named.length === 0) {
    return { ...rest, credentials: { type: 'token', accessToken } satisfies Credentials };
  }
  if (accessToken !== undefined) {
    refuse('accessToken', `stands in place of ${clientFields.join(', ')}: give the one or the others`);
  } else {
    for (const name of clientFields.filter((field) => !named.includes(field))) {
      refuse(name, 'is missing (or accessToken in place of it)');
    }
  }
  return z.NEVER;
});

export type SmaregiSettings = z.output<typeof smaregiSettings>;

/** The base URL contains the contract. */
export const accountOf = (settings: SmaregiSettings): Account => ({
  vendor: settings.vendor,
  name: accountNameOf(settings),
});
