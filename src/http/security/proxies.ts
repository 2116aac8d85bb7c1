import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The proxies whose `X-Forwarded-*` headers are trusted: a number of proxies in a row, or proxies at these addresses. */
export type TrustedProxies =
  | { readonly hops: number }
  /** Addresses and networks, e.g. `10.0.0.0/8`. */
  | { readonly addresses: readonly string[] };

/** The client behind the trusted proxies. */
export type Forwarded = {
  /** The address of the client, for a log; empty if the connection has ended. */
  clientAddressOf(request: IncomingMessage): string;
  /** Whether the client used TLS, which a proxy terminated. */
  isSecure(request: IncomingMessage): boolean;
};

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const listOf = (addresses: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const entry of addresses) {
    const [address = '', prefix] = entry.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
};

/** Whether the proxy at this address, this number of steps away, is trusted. */
const trustIn = (proxies: TrustedProxies): ((address: string, steps: number) => boolean) => {
  if ('hops' in proxies) return (_address, steps) => steps < proxies.hops;
  const list = listOf(proxies.addresses);
  return (address) => list.check(address, familyOf(address));
};

const valuesOf = (header: string | readonly string[] | undefined): readonly string[] =>
  header === undefined
    ? []
    : String(header)
        .split(',')
        .map((value) => value.trim());

/** Removes the IPv6 prefix that a socket for both families puts before an IPv4 address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/iu, '');

export const createForwarded = (proxies: TrustedProxies): Forwarded => {
  const isTrusted = trustIn(proxies);
  const socketOf = ({ socket }: IncomingMessage): string => plain(socket.remoteAddress ?? '');
  return {
    clientAddressOf: (request) => {
      // Each proxy appends the address that it received from. The nearest is last. Only entries of trusted proxies count.
      const addresses = valuesOf(request.headers['x-forwarded-for']).toReversed();
      let address = socketOf(request);
      for (const [steps, next] of addresses.entries()) {
        if (!isTrusted(address, steps) || isIP(next) === 0) break;
        address = plain(next);
      }
      return address;
    },
    isSecure: (request) =>
      isTrusted(socketOf(request), 0) && valuesOf(request.headers['x-forwarded-proto']).at(-1) === 'https',
  };
};
