import type { IncomingMessage } from 'node:http';
import type { Access, Standing } from '../access/access.ts';
import type { Caller } from '../domain/caller.ts';

/** Who sends each request that was let in: one over HTTP, and one that became a WebSocket. */
export type Callers = {
  /** Lets a request in on its `Authorization`, from its headers or from where its protocol has it; false to refuse it. */
  admit(request: IncomingMessage, authorization: string | undefined): boolean;
  /** Of a request that was let in. */
  of(request: IncomingMessage): Caller;
  /** How the key stands now with which a request was let in; one that needed none has none to lose. */
  standingOf(request: IncomingMessage): Standing;
};

export const createCallers = (access: Access): Callers => {
  const callers = new WeakMap<IncomingMessage, Caller>();
  return {
    admit: (request, authorization) => {
      const caller = access.callerOf(authorization);
      if (caller) callers.set(request, caller);
      return caller !== null;
    },
    of: (request) => {
      const caller = callers.get(request);
      if (!caller) throw new Error('A request is served that was not let in');
      return caller;
    },
    standingOf: (request) => {
      const caller = callers.get(request);
      return caller ? access.standingOf(caller) : 'current';
    },
  };
};
