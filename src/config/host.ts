import { isIP } from 'node:net';
import { z } from 'zod';

/** Labels of letters, digits and hyphens, as in RFC 1123. Container networks also have names with underscores. */
const hostName = /^(?=.{1,253}$)\w(?:[\w-]{0,61}\w)?(?:\.\w(?:[\w-]{0,61}\w)?)*$/u;

/** The address that a server listens on. */
export const host = z
  .string()
  .refine((value) => isIP(value) !== 0 || hostName.test(value), 'must be an IP address or a host name')
  .default('127.0.0.1');
