import type { ServerResponse } from 'node:http';
import type { Answer, Json } from '../../../src/sandbox/core/endpoint.ts';
import {
  type IncomingCall,
  type Interceptor,
  sendAnswer,
  sleep,
} from '../../../src/sandbox/core/interceptor.ts';
import type { Equipment, Held } from './control.ts';
import type { CallFault, Distortion, FaultQueue, FaultRule } from './faults.ts';
import type { History } from './history.ts';
import type { Behaviour, Limiter } from './limits.ts';

/** One vendor call; `path` is raw, still encoded, with its query. */
export type RecordedRequest = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  /** Null before the answer, and if a fault leaves the call without an answer. */
  readonly status: number | null;
  readonly fault: FaultRule['kind'] | null;
};

export type LiveRequest = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

/** A body as the records keep it: parsed if it is JSON, else the text. */
export const bodyRecord = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const page = '<!DOCTYPE html><html><body><h1>Service unavailable</h1></body></html>';
const sendHtml = (response: ServerResponse, status: number): void =>
  sendAnswer(response, { status, body: null, contentType: 'text/html; charset=utf-8' }, page);

/** Sends half of the answer under a content-length that fits the half: broken JSON in a valid HTTP message. */
const sendTruncated = (response: ServerResponse, answer: Answer): void => {
  const whole = JSON.stringify(answer.body);
  sendAnswer(response, { ...answer, status: 200 }, whole.slice(0, Math.floor(whole.length / 2)));
};

const cut = (response: ServerResponse): void => void response.socket?.resetAndDestroy();

const withRetryAfter = (answer: Answer, retryAfter: string | number | null | undefined): Answer =>
  retryAfter === null || retryAfter === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };

type Deps<B extends Behaviour> = {
  readonly equipment: Equipment<B>;
  readonly behaviour: () => B;
  readonly faults: FaultQueue;
  readonly free: (what: Held) => Promise<void>;
  readonly limiter: Limiter;
  readonly requests: History<LiveRequest>;
};

/** Handles a vendor call: the limits first, then the next fault in the queue, then the vendor. */
export const createCallHandler = <B extends Behaviour>({
  equipment,
  behaviour,
  faults,
  free,
  limiter,
  requests,
}: Deps<B>): Interceptor['handle'] => {
  const answerOf = async (call: IncomingCall, distortion: Distortion | null = null): Promise<Answer> => {
    const answer = equipment.refusal?.(call) ?? (await call.answer());
    const distort = distortion && equipment.endpoints?.[call.endpoint ?? '']?.[distortion];
    const distorted = distort && answer.status === 200 ? { ...answer, body: distort(answer.body) } : answer;
    return equipment.change?.(distorted, call, behaviour()) ?? distorted;
  };

  const fail = async (
    call: IncomingCall,
    fault: CallFault,
    response: ServerResponse,
  ): Promise<(() => void) | null> => {
    switch (fault.kind) {
      case 'reset-before':
        return () => cut(response);
      case 'reset-after':
        await answerOf(call);
        return () => cut(response);
      case 'hang':
        return null;
      case 'hang-after':
        await answerOf(call);
        return null;
      case 'status': {
        const answer = call.errorAnswer(fault.status, 'a fault of the sandbox');
        return () => sendAnswer(response, withRetryAfter(answer, fault.retryAfter));
      }
      case 'html-error':
        return () => sendHtml(response, 502);
      case 'not-json':
        await answerOf(call);
        return () => sendHtml(response, 200);
      case 'truncated': {
        const answer = await answerOf(call);
        return () => sendTruncated(response, answer);
      }
      case 'wrong-counts':
      case 'missing-row':
      case 'foreign-row': {
        const answer = await answerOf(call, fault.kind);
        return () => sendAnswer(response, answer);
      }
    }
  };

  const serve = async (call: IncomingCall, response: ServerResponse, record: LiveRequest): Promise<void> => {
    const { latencyMs } = behaviour();
    const admission = limiter.admit(behaviour());
    if (!admission.admitted) {
      const refusal = call.errorAnswer(429, 'too many requests');
      return sendAnswer(response, withRetryAfter(refusal, admission.retryAfter));
    }
    response.once('close', admission.release);
    const fault = call.endpoint === null ? null : faults.takeForCall(call.endpoint);
    record.fault = fault?.kind ?? null;
    let send: (() => void) | null;
    if (fault) send = await fail(call, fault, response);
    else {
      const answer = await answerOf(call);
      send = () => sendAnswer(response, answer);
    }
    if (!send || !(await sleep(latencyMs, call.closing))) return;
    await free('answers');
    admission.release();
    send();
  };

  return async (call, response) => {
    const { method, path, headers } = call;
    const record: LiveRequest = {
      ...{ at: Date.now(), method, path, headers },
      ...{ body: bodyRecord(call.body), status: null, fault: null },
    };
    requests.add(record);
    await serve(call, response, record);
    if (response.writableEnded) record.status = response.statusCode;
  };
};
