import { z } from 'zod';
import { channelFields, headerValue, httpUrl } from '../http/settings.ts';

/** How a channel gets its access tokens. */
export type Credentials =
  | {
      readonly type: 'client';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  /** A token that the operator manages. The gateway never requests another one. */
  | { readonly type: 'token'; readonly accessToken: string };

/** The credentials of HTTP Basic authentication at the token endpoint. */
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
  /** Reads a second. The vendor counts reads and writes separately. */
  readRatePerSecond: z.int().min(1).nullable().default(null),
});

const clientFields = ['tokenUrl', 'clientId', 'clientSecret'] as const;

/** The check runs even when another field is invalid, so that one message names all mistakes. */
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

/** Requests a second. */
type Rates = { readonly writes: number | null; readonly reads: number | null };

/**
 * Smaregi's pages state that requests per second are limited per app and contract, for all stores together. They give no
 * numbers. These numbers come from an unofficial client, for the vendor's two hosts. The settings of a channel override
 * them.
 */
const ratesOfHosts: { readonly [host: string]: Rates } = {
  'api.smaregi.dev': { writes: 4, reads: 10 },
  'api.smaregi.jp': { writes: 20, reads: 50 },
};

/** No limit is known for any other host, such as a test server. */
const defaultRates = (baseUrl: string): Rates =>
  ratesOfHosts[new URL(baseUrl).host] ?? { writes: null, reads: null };

/**
 * One Smaregi contract. `baseUrl` ends in /{contract_id}/pos. Tokens come from client credentials, or the settings
 * contain one token.
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
