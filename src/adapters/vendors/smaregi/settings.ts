import { z } from 'zod';
import type { Account } from '../../../ports/accounts.ts';
import { accountNameOf, channelFields, headerValue, httpUrl } from '../http/settings.ts';
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

/** Looked at although another field is wrong, so that all mistakes are named at once. */
const always = { when: () => true };

type Fields = z.output<typeof fields>;

const isGiven = (name: (typeof clientFields)[number]) => (settings: Fields) =>
  settings.accessToken !== undefined || settings[name] !== undefined;

const isMissing = (name: (typeof clientFields)[number]) => ({
  path: [name],
  message: 'is missing (or accessToken in place of it)',
  ...always,
});

const fieldsWithCredentials = fields
  .refine(isGiven('tokenUrl'), isMissing('tokenUrl'))
  .refine(isGiven('clientId'), isMissing('clientId'))
  .refine(isGiven('clientSecret'), isMissing('clientSecret'))
  .refine(
    (settings) =>
      settings.accessToken === undefined || clientFields.every((name) => settings[name] === undefined),
    {
      path: ['accessToken'],
      message: `stands in place of ${clientFields.join(', ')}: give the one or the others`,
      ...always,
    },
  );

const credentialsOf = ({ tokenUrl, clientId, clientSecret, accessToken }: Fields): Credentials | null => {
  if (accessToken !== undefined) return { type: 'token', accessToken };
  return tokenUrl !== undefined && clientId !== undefined && clientSecret !== undefined
    ? { type: 'client', tokenUrl, clientId, clientSecret }
    : null;
};

/**
 * One Smaregi contract; `baseUrl` ends in /{contract_id}/pos. Tokens come from client credentials or, in place of
 * them, one is given.
 */
export const smaregiSettings = fieldsWithCredentials.transform((settings) => {
  const { tokenUrl: _url, clientId: _id, clientSecret: _secret, accessToken: _token, ...given } = settings;
  const credentials = credentialsOf(settings);
  if (!credentials) throw new Error('Settings without credentials passed the check for them');
  const rates = defaultRates(given.baseUrl);
  return {
    ...given,
    limits: { ...given.limits, ratePerSecond: given.limits.ratePerSecond ?? rates.writes },
    readRatePerSecond: given.readRatePerSecond ?? rates.reads,
    credentials,
  };
});

export type SmaregiSettings = z.output<typeof smaregiSettings>;

/** The base URL contains the contract. */
export const accountOf = (settings: SmaregiSettings): Account => ({
  vendor: settings.vendor,
  name: accountNameOf(settings),
});
