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

const secretsOfCredentials = (credentials: Credentials): readonly string[] =>
  credentials.type === 'token' ? [credentials.accessToken] : [credentials.clientSecret, basicOf(credentials)];

/** The user of the vendor's console chooses both. The vendor sends the secret in the header of each event. */
const events = z.strictObject({
  secret: headerValue,
  header: z
    .string()
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/u, 'must be the name of a header')
    .transform((name) => name.toLowerCase())
    .default('x-onshelf-secret'),
});

const scope = z.string().regex(/^[!#-[\]-~]+$/u, 'must be one scope');

/** How the reads of the catalogue use facts that no page of the vendor states. */
const catalogueFields = {
  /** Whether GET /products can be filtered by the time of change. */
  productChangeFilter: z.boolean().default(true),
  /** Whether GET /stores exists. Without it, the channel has no locations with names. */
  hasStoreList: z.boolean().default(true),
  /** The scope that GET /stores needs. */
  storesScope: scope.default('pos.stores:read'),
  /** Rows of a page of the catalogue. A smaller page makes a smaller answer. */
  listPageSize: z.int().min(1).max(1000).default(1000),
  /** How far the vendor's clock may be ahead of the gateway's. */
  clockToleranceMs: z
    .int()
    .min(0)
    .max(24 * 60 * 60 * 1000)
    .default(3 * 60 * 60 * 1000),
};

/** How adjustments use facts that no page of the vendor states. An adjustment that is sent twice is applied twice. */
const adjustmentFields = {
  /** Whether POST /stock/add/bulk may be used. Without it, the channel takes no adjustments. */
  stockAdditions: z.boolean().default(true),
  /**
   * The statuses after which the vendor certainly did not take an addition, so that it may be sent again. No page defines
   * any but 429. After another of these, the outcome is unknown.
   */
  additionsNotTaken: z.array(z.literal([408, 425, 429, 503])).default([429]),
  /** Whether a request that its callback reports as failed has changed no stock at all. */
  failedAdditionsChangeNothing: z.boolean().default(true),
  /**
   * Whether GET /stock/changes/{product}/{store} may be used to find adjustments whose outcome is unknown. Only unofficial
   * sources describe it. Each adjustment then gets a mark in its memo.
   */
  stockHistory: z.boolean().default(false),
  /** The scope that this call needs. */
  stockHistoryScope: scope.default('pos.stock-changes:read'),
};

const fields = z.strictObject({
  ...channelFields,
  vendor: z.literal('SMAREGI'),
  tokenUrl: httpUrl.optional(),
  clientId: headerValue.refine((id) => !id.includes(':'), 'must be without a colon').optional(),
  clientSecret: headerValue.optional(),
  accessToken: headerValue.optional(),
  /** Reads a second. The vendor counts reads and writes separately. */
  readRatePerSecond: z.int().min(1).nullable().default(null),
  events: events.optional(),
  ...catalogueFields,
  ...adjustmentFields,
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

/** Texts that must appear in no log, error, metric or response. */
export const secretsOf = ({
  credentials,
  events: sent,
}: Pick<SmaregiSettings, 'credentials' | 'events'>): readonly string[] => [
  ...secretsOfCredentials(credentials),
  ...(sent ? [sent.secret] : []),
];
