import { type UnavailableCode, type VendorError, vendorUnavailable } from '../../../domain/failure.ts';
import type { Exchange } from '../../../domain/vendor-request.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import { retryAfterMs } from '../../../lib/retry-after.ts';
import type { SendResult } from '../../../ports/channel.ts';
import type { ReadUnavailable } from '../../../ports/vendor-reads.ts';
import type { HttpResult } from './client.ts';
import { type Sanitize, vendorErrorOf } from './sanitize.ts';

export type Unavailable = Extract<SendResult, { type: 'unavailable' }>;

/** What a response means for any vendor. For a success and a refusal, the vendor's page says more. */
export type ClassifiedResponse =
  | { readonly type: 'success'; readonly body: unknown; readonly exchange: Exchange }
  /** A 4xx that a retry does not change. */
  | {
      readonly type: 'refusal';
      readonly status: number;
      readonly error: VendorError;
      readonly exchange: Exchange;
    }
  | Unavailable;

export type Classification = { readonly now: number; readonly sanitize: Sanitize };

const noError: VendorError = { code: null, message: null };
const nothingSeen: Exchange = { httpStatus: null, vendorRequestId: null };

export const unavailable = (
  code: UnavailableCode,
  message: string,
  about: {
    readonly exchange?: Exchange;
    readonly mayHaveApplied?: boolean;
    readonly retryAfterMs?: number | null;
    readonly vendor?: VendorError;
    readonly timedOut?: boolean;
  } = {},
): Unavailable => {
  const {
    exchange = nothingSeen,
    mayHaveApplied = false,
    retryAfterMs: wait = null,
    vendor = noError,
    timedOut = false,
  } = about;
  const retryAfter = wait === null ? null : Math.ceil(wait / 1000);
  return {
    type: 'unavailable',
    failure: vendorUnavailable(code, message, { retryAfter, mayHaveApplied, vendor }),
    mayHaveApplied,
    retryAfterMs: wait,
    timedOut,
    exchange,
  };
};

/** The same failure of a read, which never changes the vendor's data. */
export const readUnavailable = ({ failure }: Unavailable): ReadUnavailable => {
  const { code, message, vendorCode, vendorMessage, retryAfter } = failure;
  const vendor = { code: vendorCode, message: vendorMessage };
  return { type: 'unavailable', failure: vendorUnavailable(code, message, { retryAfter, vendor }) };
};

export const unauthorized = (exchange: Exchange, vendor: VendorError): Unavailable =>
  unavailable(
    'VENDOR_UNAUTHORIZED',
    'The vendor does not accept the credentials of this channel. Its operator has to look at its settings.',
    { exchange, vendor },
  );

/** The vendor answered the call, but not as its page describes. The outcome of the call is unknown. */
export const unexpectedResponse = (exchange: Exchange, reason: string | null = null): Unavailable =>
  unavailable(
    'VENDOR_UNAVAILABLE',
    `The vendor gave an answer that cannot be read${reason === null ? '' : `: ${reason}`}. Try again later.`,
    { exchange, mayHaveApplied: true },
  );

/**
 * A vendor that answers with one of these statuses did not execute the call. The call may be repeated. 408 and 503: RFC
 * 9110, sections 15.5.9 and 15.6.4. 425: RFC 8470.
 */
const notTaken: ReadonlySet<number> = new Set([408, 425, 503]);

/** Classifies a response. Only this function decides whether a failure is temporary, for data calls and token calls. */
export const classifyResponse = (
  result: HttpResult,
  { now, sanitize }: Classification,
): ClassifiedResponse => {
  if (result.type === 'failure') {
    return unavailable(
      'VENDOR_UNAVAILABLE',
      `The vendor did not answer: ${result.reason}. Try again later.`,
      {
        mayHaveApplied: result.sent,
        timedOut: result.timedOut,
      },
    );
  }
  const { status, retryAfter, body, unreadable } = result;
  const exchange = { httpStatus: status, vendorRequestId: null };
  if (status >= 200 && status < 300) {
    return unreadable === null
      ? { type: 'success', body, exchange }
      : unexpectedResponse(exchange, unreadable);
  }
  const vendor = vendorErrorOf(body, sanitize);
  if (status === 401 || status === 403) return unauthorized(exchange, vendor);
  const about = { exchange, vendor, retryAfterMs: retryAfterMs(retryAfter, now) };
  if (status === 429) {
    return unavailable('RATE_LIMITED', 'The vendor asks to slow down. Try again later.', about);
  }
  if (notTaken.has(status)) {
    return unavailable(
      'VENDOR_UNAVAILABLE',
      `The vendor answered with status ${status}. Try again later.`,
      about,
    );
  }
  if (status >= 400 && status < 500) return { type: 'refusal', status, error: vendor, exchange };
  if (status >= 300 && status < 400) {
    return unavailable(
      'VENDOR_UNAVAILABLE',
      `The vendor answered with a redirect (status ${status}). None is followed, since the credentials would go along. Its operator has to look at the address of this channel.`,
      { ...about, mayHaveApplied: true },
    );
  }
  // After any other 5xx, the outcome of the call is unknown.
  return unavailable('VENDOR_UNAVAILABLE', `The vendor answered with status ${status}. Try again later.`, {
    ...about,
    mayHaveApplied: true,
  });
};

/** The result of a request that writes. The vendor's module states what a success and a refusal mean for its rows. */
export const sendResultOf = (
  response: ClassifiedResponse,
  meaning: {
    succeeded(body: unknown, exchange: Exchange): SendResult;
    refused(error: VendorError, exchange: Exchange, status: number): SendResult;
  },
): SendResult => {
  switch (response.type) {
    case 'unavailable':
      return response;
    case 'refusal':
      return meaning.refused(response.error, response.exchange, response.status);
    case 'success':
      return meaning.succeeded(response.body, response.exchange);
    default:
      return assertNever(response);
  }
};
