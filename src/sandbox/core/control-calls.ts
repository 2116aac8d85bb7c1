import type { IncomingMessage } from 'node:http';
import type { Behaviour } from './behaviour.ts';
import type { Answer } from './endpoint.ts';
import { bodyRecord } from './read-body.ts';
import type { Json, Result } from './values.ts';
import type { Vendor } from './vendor.ts';

/** Where the control of a vendor is served, beside the vendor's own paths. */
export const controlPrefix = '/_sandbox';

const answer = (body: unknown, status = 200): Answer => {
  // Behaviour, faults and records are JSON by make; a round trip proves it to the compiler.
  const json: Json = JSON.parse(JSON.stringify(body));
  return { status, body: json };
};

const outcome = (result: Result<unknown>): Answer =>
  result.ok ? answer(result.value) : answer({ error: result.problem }, 400);

const nothing: Answer = { status: 200, body: {} };

/** Answers a call under /_sandbox, so that another process can drive and watch the vendor. */
export const controlAnswer = <B extends Behaviour>(
  vendor: Vendor<B>,
  request: IncomingMessage,
  path: string,
  body: string,
): Answer => {
  const { control, faults, tryBehave } = vendor.internals;
  const call = `${request.method ?? ''} ${path.slice(controlPrefix.length)}`;
  switch (call) {
    case 'GET /requests':
      return answer(control.requests());
    case 'GET /writes':
      return answer(control.writes());
    case 'GET /behaviour':
      return answer(control.behaviour());
    case 'PATCH /behaviour':
      return outcome(tryBehave(bodyRecord(body)));
    case 'GET /faults':
      return answer(control.faults());
    case 'POST /faults':
      return outcome(faults.add(bodyRecord(body)));
    case 'DELETE /faults':
      control.heal();
      return nothing;
    case 'POST /reset':
      control.reset();
      return nothing;
    default:
      return vendor.controlCalls.get(call)?.() ?? answer({ error: `no such control call: ${call}` }, 404);
  }
};
