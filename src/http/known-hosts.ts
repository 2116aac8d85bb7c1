import type { IncomingMessage } from 'node:http';

/** Whether a request names a host that it may name. */
export type KnownHosts = (request: IncomingMessage) => boolean;

const ofThisMachine = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/iu;

/**
 * An open gateway answers under the names of its own machine, and that of PUBLIC_URL. A page of any site can point its
 * own name at 127.0.0.1 (DNS rebinding), and is then of the same origin as the gateway to its reader's browser; it can
 * not say that its name is another.
 */
export const knownHosts =
  (publicUrl: string | null): KnownHosts =>
  ({ headers: { host = '' } }) =>
    ofThisMachine.test(host) || (publicUrl !== null && host === URL.parse(publicUrl)?.host);

/** With API keys whoever has one may ask, under any name. */
export const anyHost: KnownHosts = () => true;
