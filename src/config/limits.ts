import { z } from 'zod';
import type { Environment } from './environment.ts';
import { type InputLimits, inputLimitsOf, inputSettings } from './input-limits.ts';
import { readTrustedDocuments } from './trusted-documents.ts';
import { dayMs, whole } from './whole.ts';

/** What a client may ask for. Sizes are counts, except where a name tells another unit. */
export type Limits = InputLimits & {
  /** Of one document, before it is validated. */
  readonly document: {
    readonly tokens: number;
    readonly depth: number;
    /** Fields, fragment spreads and inline fragments, as written. */
    readonly selections: number;
    readonly aliases: number;
    readonly rootFields: number;
    readonly directives: number;
  };
  /** Fields that an answer may hold, as far as the query tells. */
  readonly cost: number;
  readonly bodyBytes: number;
  /** How long a query or mutation may take. */
  readonly requestTimeoutMs: number;
  /** How long a client may take to send its request. */
  readonly receiveTimeoutMs: number;
  /** The time in which a client must read what was sent to it. */
  readonly sendTimeoutMs: number;
  /** How long a connection is kept between two requests. */
  readonly keepAliveMs: number;
  /** Queries, mutations and subscriptions that begin, of one connection at a time. */
  readonly operationsPerConnection: number;
  /** Bytes that may wait for the client of one connection. */
  readonly unsentBytes: number;
  /** WebSockets that have not said who they are yet, in all. */
  readonly unacknowledgedSockets: number;
  readonly webhooks: {
    /** Of one body. */
    readonly bytes: number;
    /** Bodies that are read at the same time. */
    readonly atOnce: number;
  };
  /** Of one response of a vendor. */
  readonly vendorResponseBytes: number;
  readonly subscriptions: { readonly perClient: number; readonly all: number };
  /** Bytes that the documents and variables of open subscriptions take, as an estimate. */
  readonly subscribedBytes: { readonly perClient: number; readonly all: number };
  /** Of one answer, or of one event of a subscription. */
  readonly responseBytes: number;
  /** Items that a client may send; null for as many as it likes. */
  readonly itemRate: { readonly perSecond: number; readonly burst: number } | null;
  readonly introspection: boolean;
  /** The only documents that run, by their ids; null for any. */
  readonly trustedDocuments: ReadonlyMap<string, string> | null;
};

type Read = { readonly limits: Limits | null; readonly problems: readonly string[] };

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

/** Longer than the largest `waitMs`, because a mutation may wait that long before it answers. */
const leastTimeoutMs = 31_000;

/** Clients are distinguished by their keys. Without keys all callers are one client, which may use everything. */
const subscriptionsOfOne = { withKeys: 1000, open: 20_000 };

/** Thousands of subscriptions with a filter of a few ids each, or hundreds with a thousand ids each. */
const subscribedBytes = { perClient: 16 * mebibyte, all: 64 * mebibyte };

/** More than one gateway gets through, so that it stops only what runs wild. None where everybody is one client. */
const itemsOfOne = { withKeys: 10_000, open: 0 };

/** What a client may send at once, in seconds of its rate. */
const burstSeconds = 10;

const settingsOf = (hasKeys: boolean) =>
  z.object({
    MAX_QUERY_TOKENS: whole(20_000, 1, 10_000_000),
    MAX_QUERY_DEPTH: whole(16, 1, 1000),
    MAX_QUERY_SELECTIONS: whole(500, 1, 100_000),
    MAX_QUERY_ALIASES: whole(30, 0, 100_000),
    MAX_QUERY_ROOT_FIELDS: whole(20, 1, 100_000),
    MAX_QUERY_DIRECTIVES: whole(50, 0, 100_000),
    MAX_QUERY_COST: whole(250_000, 1, 1_000_000_000),
    MAX_BODY_BYTES: whole(4 * mebibyte, 1024, 256 * mebibyte),
    REQUEST_TIMEOUT_MS: whole(60_000, leastTimeoutMs, dayMs),
    RECEIVE_TIMEOUT_MS: whole(30_000, 100, dayMs),
    SEND_TIMEOUT_MS: whole(60_000, 100, dayMs),
    KEEP_ALIVE_MS: whole(65_000, 1_000, dayMs),
    MAX_OPERATIONS_PER_CONNECTION: whole(100, 1, 10_000),
    MAX_UNSENT_BYTES: whole(16 * mebibyte, 1024, 1024 * mebibyte),
    MAX_UNACKNOWLEDGED_SOCKETS: whole(1_000, 1, 1_000_000),
    MAX_WEBHOOK_BYTES: whole(256 * 1024, 16 * 1024, 16 * mebibyte),
    MAX_WEBHOOKS_AT_ONCE: whole(100, 1, 10_000),
    MAX_VENDOR_RESPONSE_BYTES: whole(8 * mebibyte, 64 * 1024, 256 * mebibyte),
    MAX_SUBSCRIPTIONS: whole(20_000, 0, 10_000_000),
    MAX_SUBSCRIPTIONS_PER_CLIENT: whole(
      hasKeys ? subscriptionsOfOne.withKeys : subscriptionsOfOne.open,
      0,
      10_000_000,
    ),
    MAX_SUBSCRIBED_BYTES: whole(subscribedBytes.all, 1024, gibibyte),
    MAX_SUBSCRIBED_BYTES_PER_CLIENT: whole(
      hasKeys ? subscribedBytes.perClient : subscribedBytes.all,
      1024,
      gibibyte,
    ),
    MAX_RESPONSE_BYTES: whole(16 * mebibyte, 1024, gibibyte),
    RATE_ITEMS_PER_SECOND: whole(hasKeys ? itemsOfOne.withKeys : itemsOfOne.open, 0, 10_000_000),
    RATE_ITEMS_BURST: whole(0, 0, 1_000_000_000),
    ...inputSettings,
    INTROSPECTION: z.enum(['on', 'off'], 'must be on or off').default('on'),
  });

/** The limits of the settings, or their problems, one line each. */
export const readLimits = (env: Environment): Read => {
  const { data, error } = settingsOf(env['API_KEYS_FILE'] !== undefined).safeParse(env);
  const { documents, problems: ofDocuments } = readTrustedDocuments(env);
  if (!data || ofDocuments.length > 0) {
    const issues = error?.issues ?? [];
    const ofSettings = issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    return { limits: null, problems: [...ofSettings, ...ofDocuments] };
  }
  const perSecond = data.RATE_ITEMS_PER_SECOND;
  return {
    limits: {
      ...inputLimitsOf(data),
      document: {
        tokens: data.MAX_QUERY_TOKENS,
        depth: data.MAX_QUERY_DEPTH,
        selections: data.MAX_QUERY_SELECTIONS,
        aliases: data.MAX_QUERY_ALIASES,
        rootFields: data.MAX_QUERY_ROOT_FIELDS,
        directives: data.MAX_QUERY_DIRECTIVES,
      },
      cost: data.MAX_QUERY_COST,
      bodyBytes: data.MAX_BODY_BYTES,
      requestTimeoutMs: data.REQUEST_TIMEOUT_MS,
      receiveTimeoutMs: data.RECEIVE_TIMEOUT_MS,
      sendTimeoutMs: data.SEND_TIMEOUT_MS,
      keepAliveMs: data.KEEP_ALIVE_MS,
      operationsPerConnection: data.MAX_OPERATIONS_PER_CONNECTION,
      unsentBytes: data.MAX_UNSENT_BYTES,
      unacknowledgedSockets: data.MAX_UNACKNOWLEDGED_SOCKETS,
      webhooks: { bytes: data.MAX_WEBHOOK_BYTES, atOnce: data.MAX_WEBHOOKS_AT_ONCE },
      vendorResponseBytes: data.MAX_VENDOR_RESPONSE_BYTES,
      subscriptions: { perClient: data.MAX_SUBSCRIPTIONS_PER_CLIENT, all: data.MAX_SUBSCRIPTIONS },
      subscribedBytes: {
        perClient: data.MAX_SUBSCRIBED_BYTES_PER_CLIENT,
        all: data.MAX_SUBSCRIBED_BYTES,
      },
      responseBytes: data.MAX_RESPONSE_BYTES,
      itemRate:
        perSecond === 0 ? null : { perSecond, burst: data.RATE_ITEMS_BURST || perSecond * burstSeconds },
      introspection: data.INTROSPECTION === 'on',
      trustedDocuments: documents,
    },
    problems: [],
  };
};
