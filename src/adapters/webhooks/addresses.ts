import { BlockList, isIP } from 'node:net';

/** IPv4 addresses that are not public (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const privateV4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by carriers (CGNAT)
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, and the metadata of cloud providers
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays from IPv6
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // measurements
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/** Within 2000::/3, the only public part of IPv6 (https://www.iana.org/assignments/iana-ipv6-special-registry). */
const privateV6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23], // protocol assignments, Teredo among them
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // contains an IPv4 address (6to4)
  ['3fff::', 20], // documentation
];

const blocked = new BlockList();
for (const [network, prefix] of privateV4) blocked.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of privateV6) blocked.addSubnet(network, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an address belongs to the public internet. An IPv6 address that contains an IPv4 address does not, because it
 * may lead to a private one: IPv4-mapped addresses, NAT64 and 6to4.
 */
export const isPublicAddress = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return !blocked.check(address, 'ipv4');
    case 6:
      // An address with a zone, such as fe80::1%eth0, is link-local.
      return !address.includes('%') && publicV6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
    default:
      return false;
  }
};

/** The address in the host of a URL, without the brackets of IPv6. Null for a name. */
export const addressIn = (hostname: string): string | null => {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
};

/** Whether the host of a URL is certainly not public: a private address, or a name of this machine. */
export const isPrivateHost = (hostname: string): boolean => {
  const address = addressIn(hostname);
  if (address !== null) return !isPublicAddress(address);
  const name = hostname.toLowerCase().replace(/\.$/u, '');
  return name === 'localhost' || name.endsWith('.localhost');
};
