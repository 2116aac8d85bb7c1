import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { addressIn, isPublicAddress } from './addresses.ts';

/** Looks up all addresses of a host. */
export type LookUp = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export class PrivateAddress extends Error {
  constructor() {
    super('The host has no public address');
    this.name = 'PrivateAddress';
  }
}

type Answered = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** The lookup of a connection. It returns public addresses only. */
const publicLookup =
  (lookUp: LookUp) =>
  (hostname: string, options: LookupOptions, callback: Answered): void => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const open = found.filter(({ address }) => isPublicAddress(address));
      const [first] = open;
      if (!first) return callback(new PrivateAddress(), []);
      if (options.all) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };

/**
 * Connects to public addresses only. It checks the addresses before it connects, and the address of the connection before
 * a byte is written. So it makes no difference what the name resolved to earlier.
 */
export const createPublicConnector = (
  timeoutMs: number,
  lookUp: LookUp = lookup,
): buildConnector.connector => {
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false, lookup: publicLookup(lookUp) });
  return (options, callback) => {
    const address = addressIn(options.hostname);
    if (address !== null && !isPublicAddress(address)) return callback(new PrivateAddress(), null);
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      const connected: Socket = socket;
      if (isPublicAddress(connected.remoteAddress ?? '')) return callback(null, socket);
      connected.destroy();
      callback(new PrivateAddress(), null);
    });
  };
};
