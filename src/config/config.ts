import { z } from 'zod';
import type { ConfiguredChannel } from '../adapters/vendors/index.ts';
import { type LogLevel, logLevels } from '../lib/logging/log.ts';
import { type ApiKeys, readApiKeys } from './api-keys.ts';
import { type DefaultLimits, type NamedChannel, readChannels } from './channels.ts';
import { dataDirProblem } from './data-dir.ts';
import { databaseUrlRule, isDatabaseUrl, passwordsOf } from './database-url.ts';
import { type Environment, InvalidSettings, withoutEmpty } from './environment.ts';
import { host } from './host.ts';
import { type Limits, readLimits } from './limits.ts';
import { secretsOfExporter, telemetrySettings, tracesEndpoint } from './telemetry.ts';
import { readWeb, type Web } from './web.ts';
import { dayMs, whole } from './whole.ts';

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Who may use the gateway; null if anyone who reaches it may. */
  readonly apiKeys: ApiKeys | null;
  /** Base of the callback URLs; null for the address the gateway listens on. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  /** The PostgreSQL database that holds the journal of several gateways; null for the embedded one. A secret. */
  readonly databaseUrl: string | null;
  /** Among several gateways: how long after its last sign of life one is taken to be gone, milliseconds. */
  readonly gatewayLeaseMs: number;
  readonly maxItems: number;
  /** Items that a channel may have under way. */
  readonly maxPendingItems: number;
  /** How long a finished operation is kept, days. */
  readonly retentionDays: number;
  readonly logLevel: LogLevel;
  /** What browsers and proxies are allowed. */
  readonly web: Web & { readonly publicUrl: string | null };
  /** What a client may ask for. */
  readonly limits: Limits;
  /** Where the metrics are served by themselves; null for beside the rest. */
  readonly metricsAt: { readonly host: string; readonly port: number } | null;
  /** Which share of the traces is kept; null without a collector. */
  readonly traces: { readonly share: number } | null;
  /** Secrets that must appear in no output. */
  readonly secrets: readonly string[];
  /** None: the gateway runs on its own sandbox. */
  readonly channels: readonly ConfiguredChannel[];
  readonly defaultLimits: DefaultLimits;
  /** Whether outgoing webhooks may go to any address, and without TLS. */
  readonly allowPrivateWebhooks: boolean;
  /** The sales that the gateway's own sandbox makes up. */
  readonly sandboxSalesPerMinute: number;
  /** Losses that the sandbox makes up, without an event. */
  readonly sandboxLossesPerMinute: number;
  /** The products that it lists at its start. */
  readonly sandboxProducts: number;
};

const isPublicUrl = (value: string): boolean => {
  const url = URL.parse(value);
  return url !== null && /^https?:$/u.test(url.protocol) && url.search === '' && url.hash === '';
};

const settings = z.object({
  PORT: whole(4000, 0, 65535),
  HOST: host,
  PUBLIC_URL: z
    .string()
    .refine(isPublicUrl, 'must be an http or https URL without query or fragment')
    .transform((url) => url.replace(/(?<!\/)\/+$/u, ''))
    .optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().refine(isDatabaseUrl, databaseUrlRule).optional(),
  GATEWAY_LEASE_MS: whole(10_000, 500, 600_000),
  MAX_ITEMS: whole(1000, 1, 100_000),
  MAX_PENDING_ITEMS: whole(200_000, 1, 10_000_000),
  RETENTION_DAYS: whole(30, 1, 36_500),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  VENDOR_CONCURRENCY: whole(8, 1, 1000),
  VENDOR_TIMEOUT_MS: whole(10_000, 1, dayMs),
  CALLBACK_TIMEOUT_MS: whole(60_000, 1, dayMs),
  RETRY_FOR_MS: whole(900_000, 0, dayMs),
  RETRIES_PER_MINUTE: whole(300, 1, 100_000),
  CATALOG_POLL_MS: whole(60_000, 1, dayMs),
  CATALOG_FULL_PASS_MS: whole(dayMs, 1, 7 * dayMs),
  DRIFT_AFTER_MS: whole(300_000, 1, dayMs),
  ALLOW_PRIVATE_WEBHOOKS: z.enum(['on', 'off'], 'must be on or off').default('off'),
  SANDBOX_SALES_PER_MINUTE: whole(12, 0, 60_000),
  SANDBOX_LOSSES_PER_MINUTE: whole(0, 0, 60_000),
  SANDBOX_PRODUCTS: whole(500, 0, 9_499),
  ...telemetrySettings,
});

/** A whole number of the settings, also if other settings are invalid. Null if it is invalid or not set. */
const numberIn = (env: Environment, name: 'MAX_ITEMS' | 'MAX_PENDING_ITEMS' | 'PORT' | 'METRICS_PORT') =>
  settings.shape[name].safeParse(env[name]).data ?? null;

/** Rules between settings. Each is looked at although other settings are wrong. */
const crossProblems = (env: Environment): readonly string[] => {
  const problems: string[] = [];
  const [items, pending] = [numberIn(env, 'MAX_ITEMS'), numberIn(env, 'MAX_PENDING_ITEMS')];
  if (items !== null && pending !== null && pending < items) {
    problems.push('MAX_PENDING_ITEMS must be at least MAX_ITEMS: a whole mutation has to fit');
  }
  const [port, metricsPort] = [numberIn(env, 'PORT'), numberIn(env, 'METRICS_PORT')];
  if (port !== null && port !== 0 && port === metricsPort) {
    problems.push('METRICS_PORT must be another port than PORT');
  }
  const dataDir = env['DATABASE_URL'] ? null : settings.shape.DATA_DIR.parse(env['DATA_DIR']);
  const problem = dataDir === null ? null : dataDirProblem(dataDir);
  if (problem !== null) problems.push(problem);
  return problems;
};

/** What other parts of the gateway find wrong with settings that are right in themselves. */
export type MoreProblems = (settled: {
  readonly channels: readonly NamedChannel[];
  readonly env: Environment;
}) => readonly string[];

/** Reads the settings; throws InvalidSettings, which names every bad one. */
export const readConfig = (env: Environment, moreProblems: MoreProblems = () => []): Config => {
  const given = withoutEmpty(env);
  const parsed = settings.safeParse(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
  ];
  const { data } = parsed;
  const defaultLimits = {
    concurrency: data?.VENDOR_CONCURRENCY ?? 1,
    timeoutMs: data?.VENDOR_TIMEOUT_MS ?? 1,
    callbackTimeoutMs: data?.CALLBACK_TIMEOUT_MS ?? 1,
    retryForMs: data?.RETRY_FOR_MS ?? 0,
    retriesPerMinute: data?.RETRIES_PER_MINUTE ?? 1,
    catalogPollMs: data?.CATALOG_POLL_MS ?? 1,
    catalogFullPassMs: data?.CATALOG_FULL_PASS_MS ?? 1,
    driftAfterMs: data?.DRIFT_AFTER_MS ?? 1,
  };
  const { channels, named, problems: ofChannels } = readChannels(given, defaultLimits);
  problems.push(...ofChannels);
  const { apiKeys, problems: ofApiKeys } = readApiKeys(given);
  problems.push(...ofApiKeys);
  const { limits, problems: ofLimits } = readLimits(given);
  problems.push(...ofLimits);
  const { web, problems: ofWeb } = readWeb(given);
  problems.push(...ofWeb);
  problems.push(...crossProblems(given), ...moreProblems({ channels: named, env: given }));
  if (!data || !limits || !web || problems.length > 0) throw new InvalidSettings(problems);
  return {
    host: data.HOST,
    port: data.PORT,
    apiKeys,
    publicUrl: data.PUBLIC_URL ?? null,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL ?? null,
    gatewayLeaseMs: data.GATEWAY_LEASE_MS,
    maxItems: data.MAX_ITEMS,
    maxPendingItems: data.MAX_PENDING_ITEMS,
    retentionDays: data.RETENTION_DAYS,
    logLevel: data.LOG_LEVEL,
    web: {
      ...web,
      // Where only trusted documents run, a person cannot write one, and those of the console are not among them.
      graphiql: web.graphiql && !limits.trustedDocuments,
      console: web.console && !limits.trustedDocuments,
      publicUrl: data.PUBLIC_URL ?? null,
    },
    limits,
    metricsAt: data.METRICS_PORT === undefined ? null : { host: data.METRICS_HOST, port: data.METRICS_PORT },
    traces: tracesEndpoint(given) === null ? null : { share: data.OTEL_TRACES_SAMPLER_ARG },
    secrets: [
      ...channels.flatMap(({ secrets }) => secrets),
      ...secretsOfExporter(given),
      ...passwordsOf(data.DATABASE_URL ?? ''),
    ],
    channels,
    defaultLimits,
    allowPrivateWebhooks: data.ALLOW_PRIVATE_WEBHOOKS === 'on',
    sandboxSalesPerMinute: data.SANDBOX_SALES_PER_MINUTE,
    sandboxLossesPerMinute: data.SANDBOX_LOSSES_PER_MINUTE,
    sandboxProducts: data.SANDBOX_PRODUCTS,
  };
};
