import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LiveRequest } from '../control.ts';
import type { Behaviour } from './behaviour.ts';
import type { Answer, Endpoint, VendorCall } from './endpoint.ts';
import type { CallFault } from './fault-rules.ts';
import { findRoute } from './route.ts';
import { cut, sendAnswer, sendHtml, sendTruncated } from './send.ts';
import { sleep } from './sleep.ts';
import type { Vendor } from './vendor.ts';

export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly record: LiveRequest;
  readonly closing: AbortSignal;
};

const withRetryAfter = (answer: Answer, retryAfter: string | number | null | undefined): Answer =>
  retryAfter === null || retryAfter === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };

/** Serves one vendor call: its limits first, then the next fault in the queue, then the endpoint. */
export const serveCall = async <B extends Behaviour>(
  vendor: Vendor<B>,
  exchange: Exchange,
): Promise<void> => {
  const { request, response, closing } = exchange;
  const behaviour = vendor.internals.control.behaviour();
  const admission = vendor.internals.limiter.admit(behaviour);
  if (!admission.admitted) {
    const refusal = vendor.errorAnswer(429, 'too many requests');
    return sendAnswer(response, withRetryAfter(refusal, admission.retryAfter));
  }
  response.once('close', admission.release);
  const later = async (send: () => void): Promise<void> => {
    if (!(await sleep(behaviour.latencyMs, closing))) return;
    await vendor.internals.free('answers');
    admission.release();
    send();
  };
  const route = findRoute(vendor.endpoints, request.method ?? '', request.url ?? '');
  if (!route.found) {
    const answer = vendor.errorAnswer(route.status, route.detail);
    return later(() => sendAnswer(response, { ...answer, headers: { ...answer.headers, ...route.headers } }));
  }
  const fault = vendor.internals.faults.takeForCall(route.endpoint.name);
  exchange.record.fault = fault?.kind ?? null;
  const call = { params: route.params, query: route.query, headers: exchange.headers, body: exchange.body };
  if (fault === null) {
    const answer = await route.endpoint.answer({ ...call, distortion: null });
    return later(() => sendAnswer(response, answer));
  }
  return spoil(vendor, route.endpoint, call, fault, response, later);
};

const spoil = async <B extends Behaviour>(
  vendor: Vendor<B>,
  endpoint: Endpoint,
  call: Omit<VendorCall, 'distortion'>,
  fault: CallFault,
  response: ServerResponse,
  later: (send: () => void) => Promise<void>,
): Promise<void> => {
  const applied = (): Answer | Promise<Answer> => endpoint.answer({ ...call, distortion: null });
  switch (fault.kind) {
    case 'reset-before':
      return later(() => cut(response));
    case 'reset-after':
      await applied();
      return later(() => cut(response));
    case 'hang':
      return;
    case 'hang-after':
      await applied();
      return;
    case 'status': {
      const answer = vendor.errorAnswer(fault.status, 'a fault of the sandbox');
      return later(() => sendAnswer(response, withRetryAfter(answer, fault.retryAfter)));
    }
    case 'html-error':
      return later(() => sendHtml(response, 502));
    case 'not-json':
      await applied();
      return later(() => sendHtml(response, 200));
    case 'truncated': {
      const answer = await applied();
      return later(() => sendTruncated(response, answer));
    }
    case 'wrong-counts':
    case 'missing-row':
    case 'foreign-row': {
      const answer = await endpoint.answer({ ...call, distortion: fault.kind });
      return later(() => sendAnswer(response, answer));
    }
  }
};
