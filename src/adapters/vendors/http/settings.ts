import { z } from 'zod';
import { asChannelKey, type ChannelKey } from '../../../domain/ids.ts';
import { isLoopback } from '../../../lib/loopback.ts';
import type { ChannelLimits } from '../../../ports/channel.ts';
import { sandboxName } from '../../../ports/journal/accounts.ts';

const isHttpUrl = (value: string): boolean => {
  const url = URL.parse(value);
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === '' &&
    !/[?#\s]/u.test(value)
  );
};

/** Calls contain credentials, so plain HTTP is allowed to this machine only. */
const isPrivate = (value: string): boolean => {
  const url = URL.parse(value);
  return url === null || url.protocol !== 'http:' || isLoopback(url.hostname.replace(/^\[|\]$/gu, ''));
};

/** A URL that calls use unchanged. */
export const httpUrl = z
  .string()
  .refine(isHttpUrl, 'must be an https URL without user, query or fragment')
  .refine(
    isPrivate,
    'must be an https URL: plain http is for a loopback address only (127.0.0.1, ::1, localhost)',
  );

/** A URL to which paths are appended. It may have a path, and a slash at its end is ignored. */
export const baseUrl = httpUrl.transform((url) => url.replace(/(?<!\/)\/+$/u, ''));

/**
 * A value that is sent unchanged in a header. A key with a space or a non-ASCII letter, often a mistake of copying, is
 * reported at the start instead of failing the first call.
 */
export const headerValue = z
  .string()
  .regex(/^[!-~]+$/u, 'must be one or more visible ASCII characters, without spaces');

const longestWaitMs = 24 * 60 * 60 * 1000;
const longestPassMs = 7 * longestWaitMs;
const ms = z.int().min(1).max(longestWaitMs);

/** How often the catalogue of a channel is read, and when a difference of stock is drift. Milliseconds. */
export const defaultCatalogLimits = {
  catalogPollMs: 60_000,
  catalogFullPassMs: 86_400_000,
  driftAfterMs: 300_000,
};

/** A vendor that counts reads separately has a separate setting for them. */
type SettingLimits = Omit<ChannelLimits, 'readRatePerSecond'>;

const limits = z.strictObject({
  concurrency: z.int().min(1).max(1000),
  ratePerSecond: z.int().min(1).nullable(),
  timeoutMs: ms,
  callbackTimeoutMs: ms,
  retryForMs: z.int().min(0).max(longestWaitMs),
  retriesPerMinute: z.int().min(1).max(100_000),
  catalogPollMs: ms.default(defaultCatalogLimits.catalogPollMs),
  catalogFullPassMs: z.int().min(1).max(longestPassMs).default(defaultCatalogLimits.catalogFullPassMs),
  driftAfterMs: ms.default(defaultCatalogLimits.driftAfterMs),
} satisfies Record<keyof SettingLimits, unknown>);

/** The settings that the channels of all vendors have. */
export type ChannelSettings = {
  readonly id: ChannelKey;
  readonly sandbox: boolean;
  readonly limits: SettingLimits;
  readonly baseUrl: string;
  /** Reads per second, if the vendor counts them apart from writes. */
  readonly readRatePerSecond?: number | null;
};

/** Their schema, to be merged into that of a vendor. */
export const channelFields = {
  id: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u,
      'must be 1 to 64 letters, digits, dots, dashes or underscores',
    )
    .transform(asChannelKey),
  sandbox: z.boolean(),
  limits,
  baseUrl,
} as const;

/**
 * Names the account of a base URL. Equal URLs in different spellings get the same name: case of the scheme and the host,
 * the default port, slashes at the end.
 */
export const accountNameOf = ({
  sandbox,
  baseUrl,
}: {
  readonly sandbox: boolean;
  readonly baseUrl: string;
}): string => (sandbox ? sandboxName : new URL(baseUrl).href.replace(/(?<!\/)\/+$/u, ''));
