/** Whether only this machine can reach the host. An IPv6 address has no brackets here. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/u.test(host);
