import type { Dispatcher, Pool } from 'undici';
import type { Clock } from '../ports/clock.ts';

/** What came of one exchange on the wire. */
export type Exchanged =
  | {
      readonly type: 'answer';
      readonly status: number;
      /** The header Retry-After; where it came more than once, the first. */
      readonly retryAfter: string | undefined;
      readonly text: string;
    }
  | {
      readonly type: 'failure';
      readonly reason: string;
      /** False only when surely nothing reached the vendor. */
      readonly sent: boolean;
      /** The request was sent, and no whole answer came in time. */
      readonly timedOut: boolean;
    };

/**
 * No page of a vendor promises an answer near this size (Smaregi's page of 1,000 stock rows is the largest, some hundred
 * KiB); what is larger is not read. Nothing is ever decompressed, so what is read is as large as what came.
 */
export const answerLimitBytes = 8 * 1024 * 1024;
const tooLarge = `the answer is over ${answerLimitBytes} bytes`;
/** Bytes of an answer's status line and headers. */
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

/** By the error's code alone: its message may hold anything. */
const reasonOf = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return reasons.get(code) ?? `the connection failed (${code})`;
};

/** As undici gives them: by lower-case name. */
type Headers = Readonly<Record<string, string | string[] | undefined>>;

const firstOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const decoder = new TextDecoder();
const textOf = (chunks: readonly Buffer[]): string => {
  const [first, ...more] = chunks;
  return decoder.decode(first && more.length === 0 ? first : Buffer.concat(chunks));
};

type ExchangeParts = {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly mayStart?: (() => boolean) | undefined;
};

/**
 * Sends one request and reads its answer whole, within one deadline for all of it: the wait for a connection, the
 * request, the answer's body. Redirects are answers like any other. Never rejects.
 */
export const exchange = (
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  { clock, timeoutMs, mayStart = () => true }: ExchangeParts,
): Promise<Exchanged> => {
  const { promise, resolve } = Promise.withResolvers<Exchanged>();
  let ended = false;
  let sent = false;
  let running: Dispatcher.DispatchController | null = null;
  let head: Pick<Extract<Exchanged, { type: 'answer' }>, 'status' | 'retryAfter'> | null = null;
  const chunks: Buffer[] = [];
  let size = 0;

  const end = (result: Exchanged): void => {
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
  // A request that was never sent found no connection: the vendor was not reached.
  const callOff = clock.after(timeoutMs, () =>
    giveUp(`there was no whole answer within ${timeoutMs} ms`, sent),
  );

  pool.dispatch(request, {
    // Called when there is a connection and the first byte is about to be written.
    onRequestStart: (controller) => {
      if (!mayStart()) fail('it was not to be sent any more');
      if (ended) return controller.abort(new Error('given up before it was sent'));
      running = controller;
      sent = true;
    },
    onResponseStart: (_, status, headers) => {
      // After a 1xx it is called again: the last head is the answer's.
      head = { status, retryAfter: firstOf(headers, 'retry-after') };
      if (Number(firstOf(headers, 'content-length')) > answerLimitBytes) giveUp(tooLarge);
    },
    onResponseData: (_, chunk) => {
      size += chunk.length;
      if (size > answerLimitBytes) giveUp(tooLarge);
      else chunks.push(chunk);
    },
    onResponseEnd: () => {
      if (head) end({ type: 'answer', ...head, text: textOf(chunks) });
    },
    onRequestUpgrade: () => giveUp('the vendor wanted another protocol'),
    onResponseError: (_, error) => fail(reasonOf(error)),
  });
  return promise;
};
