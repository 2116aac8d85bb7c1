import type { Dispatcher, Pool } from 'undici';
import { createGather, maxPieces } from '../../../lib/bodies/gather.ts';
import { readJson } from '../../../lib/bodies/read-json.ts';
import type { Clock } from '../../../ports/clock.ts';

/** The result of one exchange on the wire. */
export type Exchanged =
  | {
      readonly type: 'answer';
      readonly status: number;
      /** The header Retry-After; the first one if there are several. */
      readonly retryAfter: string | undefined;
      /** The parsed JSON; undefined if there is none. */
      readonly body: unknown;
      /** Why there is no JSON; null if there is JSON. */
      readonly unreadable: string | null;
    }
  | {
      readonly type: 'failure';
      readonly reason: string;
      /** False only if certainly nothing reached the vendor. */
      readonly sent: boolean;
      /** The request was sent, and no complete answer came in time. */
      readonly timedOut: boolean;
    };

/** The values that any response may have: more than the longest error of a vendor, or a repeated product. */
const baseValues = 20_000;
/** The values that it may have in addition for each row. A row of a vendor has about ten. */
const valuesPerRow = 100;

/** The number of interim responses (102, 103) before the final one. */
const mostInterim = 20;

/** Bytes of the status line and the headers of an answer. */
export const headLimitBytes = 16 * 1024;

const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'the connection was refused'],
  ['ENOTFOUND', 'the host name is not known'],
  ['EAI_AGAIN', 'the host name could not be looked up'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection came about in time'],
  ['ECONNRESET', 'the connection was reset'],
  ['UND_ERR_SOCKET', 'the connection was closed'],
  ['UND_ERR_HEADERS_OVERFLOW', 'the head of the answer is too large'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'the answer was cut short'],
  ['UND_ERR_CLOSED', 'the channel is closed'],
  ['UND_ERR_DESTROYED', 'the channel is closed'],
]);

/** Uses only the code of the error, because its message may contain anything. */
const reasonOf = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return reasons.get(code) ?? `the connection failed (${code})`;
};

/** As undici returns them, by lower-case name. */
type Headers = Readonly<Record<string, string | string[] | undefined>>;

const firstOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

type ExchangeParts = {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** The largest body in bytes, also after decompression. */
  readonly maxBytes: number;
  /** The number of rows that the response may have. */
  readonly rows: number;
  readonly mayStart?: (() => boolean) | undefined;
};

type Head = {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
};

const answerOf = (
  { status, retryAfter }: Head,
  read: { body: unknown; unreadable: string | null },
): Exchanged => ({
  type: 'answer',
  status,
  retryAfter,
  ...read,
});

/**
 * Sends one request and reads the whole response. One deadline covers the wait for a connection, the request and the
 * body. A body over a limit is not read to its end, and the connection closes; the status of the response still counts.
 * Redirects are ordinary responses. Never rejects.
 */
export const exchange = (
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  { clock, timeoutMs, maxBytes, rows, mayStart = () => true }: ExchangeParts,
): Promise<Exchanged> => {
  const { promise, resolve } = Promise.withResolvers<Exchanged>();
  const gather = createGather(maxBytes);
  let ended = false;
  let sent = false;
  let running: Dispatcher.DispatchController | null = null;
  let head: Head | null = null;
  let interim = 0;

  const end = (result: Exchanged | Promise<Exchanged>): void => {
    if (ended) return;
    ended = true;
    callOff();
    resolve(result);
  };
  const fail = (reason: string, timedOut = false): void => end({ type: 'failure', reason, sent, timedOut });
  const giveUp = (reason: string, timedOut = false): void => {
    fail(reason, timedOut);
    running?.abort(new Error(reason));
  };
  const refuse = (status: Head, unreadable: string): void => {
    end(answerOf(status, { body: undefined, unreadable }));
    running?.abort(new Error(unreadable));
  };
  const tooLarge = `it is over ${maxBytes} bytes`;
  const read = async (status: Head): Promise<Exchanged> => {
    const limits = { bytes: maxBytes, values: baseValues + valuesPerRow * rows };
    const json = await readJson(gather.bytes(), status, limits);
    return answerOf(
      status,
      json.type === 'json'
        ? { body: json.value, unreadable: null }
        : { body: undefined, unreadable: json.reason },
    );
  };
  // A request that was never sent found no connection, so the vendor was not reached.
  const callOff = clock.after(timeoutMs, () =>
    giveUp(`there was no whole answer within ${timeoutMs} ms`, sent),
  );

  pool.dispatch(request, {
    // Called when there is a connection, just before the first byte is written.
    onRequestStart: (controller) => {
      if (!mayStart()) fail('it was not to be sent any more');
      if (ended) return controller.abort(new Error('given up before it was sent'));
      running = controller;
      sent = true;
    },
    // Called for each interim response too. The last head is that of the final response.
    onResponseStart: (_, status, headers) => {
      if (status < 200) {
        interim += 1;
        if (interim > mostInterim) giveUp(`the vendor sent more than ${mostInterim} interim responses`);
        return;
      }
      head = {
        status,
        retryAfter: firstOf(headers, 'retry-after'),
        contentType: firstOf(headers, 'content-type'),
        contentEncoding: firstOf(headers, 'content-encoding'),
      };
      if (Number(firstOf(headers, 'content-length')) > maxBytes) refuse(head, tooLarge);
    },
    onResponseData: (_, piece) => {
      if (ended || !head) return;
      const added = gather.add(piece);
      if (added === 'too-large') refuse(head, tooLarge);
      else if (added === 'too-many-pieces') refuse(head, `it came in more than ${maxPieces} pieces`);
    },
    onResponseEnd: () => {
      if (head) end(read(head));
    },
    onRequestUpgrade: () => giveUp('the vendor wanted another protocol'),
    onResponseError: (_, error) => fail(reasonOf(error)),
  });
  return promise;
};
