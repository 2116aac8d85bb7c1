import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Whose `X-Forwarded-*` are believed: those of so many proxies in a row, or those of these addresses. */
export type TrustedProxies =
  | { readonly hops: number }
  /** Addresses and networks, e.g. `10.0.0.0/8`. */
  | { readonly addresses: readonly string[] };

/** What is known of who is at the other end, past the proxies that are trusted. */
export type Forwarded = {
  /** The address of the client, for a log; an empty text for a connection that is gone. */
  clientAddressOf(request: IncomingMessage): string;
  /** Whether the client came over TLS, which a proxy ended. */
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

/** Whether the proxy that is so many steps away, at this address, is trusted. */
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

/** An IPv4 address as it is, also where a socket for both families tells it as an IPv6 one. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/iu, '');

export const createForwarded = (proxies: TrustedProxies): Forwarded => {
  const isTrusted = trustIn(proxies);
  const socketOf = ({ socket }: IncomingMessage): string => plain(socket.remoteAddress ?? '');
  return {
    clientAddressOf: (request) => {
      // Each proxy adds at the end whom it heard: the nearest stands last, and only what a trusted one says counts.
      const told = valuesOf(request.headers['x-forwarded-for']).toReversed();
      let address = socketOf(request);
      for (const [steps, next] of told.entries()) {
        if (!isTrusted(address, steps) || isIP(next) === 0) break;
        address = plain(next);
      }
      return address;
    },
    isSecure: (request) =>
      isTrusted(socketOf(request), 0) && valuesOf(request.headers['x-forwarded-proto']).at(-1) === 'https',
  };
};
