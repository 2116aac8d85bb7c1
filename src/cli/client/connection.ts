import { readFile } from 'node:fs/promises';
import { codeOf, messageOf } from '../../lib/errors.ts';
import { isLoopback } from '../../lib/loopback.ts';

/** The gateway that a command talks to. */
export type Connection = {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /** Null for a gateway without API keys. */
  readonly key: string | null;
};

/** The flags of every command that talks to a gateway. */
export const connectionOptions = {
  url: { type: 'string' },
  'key-file': { type: 'string' },
} as const;

export const connectionUsage = `  --url URL         the gateway; default http://127.0.0.1:4000
  --key-file F      a file that holds the API key, and nothing else; not needed for a gateway without keys`;

const defaultUrl = 'http://127.0.0.1:4000';
/** A key has 64 characters. A larger file is another file. */
const maxKeyLength = 1000;

/** Gives the endpoint, or a text that says why the value is none. A URL without a path means its `/graphql`. */
const endpointOf = (text: string): URL | string => {
  const url = URL.parse(text);
  if (!url || !/^https?:$/u.test(url.protocol))
    return '--url must be an http or https URL, e.g. http://127.0.0.1:4000';
  if (url.username || url.password) return '--url must not contain a password; use --key-file';
  if (url.pathname === '/') url.pathname = '/graphql';
  return url;
};

const keyIn = async (file: string): Promise<{ readonly key: string } | string> => {
  try {
    const key = (await readFile(file, 'utf8')).trim();
    if (key === '') return `--key-file: ${file} is empty`;
    // A header cannot hold other characters. The text is not quoted, because it may be a secret.
    if (key.length > maxKeyLength || !/^[\x21-\x7e]+$/u.test(key))
      return `--key-file: ${file} does not hold one API key alone`;
    return { key };
  } catch (error) {
    return `--key-file: ${file} cannot be read: ${codeOf(error) ?? messageOf(error)}`;
  }
};

export type ConnectionFlags = {
  readonly [flag in keyof typeof connectionOptions]?: string | undefined;
};

/** Gives the connection, or a text that states what is wrong with the flags. */
export const readConnection = async (flags: ConnectionFlags): Promise<Connection | string> => {
  const url = endpointOf(flags.url ?? defaultUrl);
  if (typeof url === 'string') return url;
  const file = flags['key-file'];
  if (file === undefined) return { url: url.href, key: null };
  const read = await keyIn(file);
  return typeof read === 'string' ? read : { url: url.href, key: read.key };
};

/** A warning for a key that travels unencrypted to another machine. Null without one. */
export const exposureOf = ({ url, key }: Connection): string | null => {
  const { protocol, hostname } = new URL(url);
  if (key === null || protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/gu, ''))) return null;
  return `The API key is sent without encryption to ${hostname}. Use https.`;
};
