import { z } from 'zod';
import { retryAfterMs } from '../../lib/retry-after.ts';
import { cutText } from '../../lib/text.ts';

/** What became of one request. */
export type Reply<Data> =
  | { readonly type: 'data'; readonly data: Data }
  /** The same request may succeed later. `afterMs` is the shortest wait that the gateway asks for. */
  | { readonly type: 'later'; readonly reason: string; readonly afterMs: number | null }
  /** The same request would be refused again. `code` is that of the gateway, or null. */
  | { readonly type: 'refused'; readonly reason: string; readonly code: string | null };

const envelope = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .object({ code: z.string().optional(), retryAfterMs: z.number().optional() })
          .optional()
          .catch(undefined),
      }),
    )
    .nullish(),
});

type Envelope = z.output<typeof envelope>;

export type HttpAnswer = {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
};

/** Statuses that say nothing against the request itself. */
const isTransient = (status: number): boolean => [408, 425, 429].includes(status) || status >= 500;

/** Codes that may come with status 200 and that a repeat can overcome. */
const transientCodes: ReadonlySet<string> = new Set([
  'JOURNAL_UNAVAILABLE',
  'ACCEPTED_UNREAD',
  'REQUEST_TIMEOUT',
  'INTERNAL_SERVER_ERROR',
]);

const envelopeOf = (text: string): Envelope | null => {
  try {
    return envelope.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

const notAGateway = (status: number): string =>
  `The answer (HTTP ${status}) is not that of a GraphQL gateway. Check --url.`;

/** Classifies an answer. `data` is only taken from an answer without errors. */
export const replyOf = <Data>({ status, retryAfter, text }: HttpAnswer, now: number): Reply<Data> => {
  const body = envelopeOf(text);
  const error = body?.errors?.[0];
  const code = error?.extensions?.code ?? null;
  if (isTransient(status) || (code !== null && transientCodes.has(code))) {
    const reason = error ? cutText(error.message, 300) : `HTTP ${status}`;
    const afterMs = error?.extensions?.retryAfterMs ?? retryAfterMs(retryAfter, now);
    return { type: 'later', reason, afterMs };
  }
  if (error) return { type: 'refused', reason: cutText(error.message, 500), code };
  if (status === 413)
    return { type: 'refused', reason: 'The request is too large (HTTP 413).', code: 'PAYLOAD_TOO_LARGE' };
  if (status !== 200 || !body?.data) return { type: 'refused', reason: notAGateway(status), code: null };
  return { type: 'data', data: body.data as Data };
};
