import { z } from 'zod';
import { type Scope, scopes } from '../domain/caller.ts';
import { anonymousClient, asChannelKey, asClientId, type ChannelKey, type ClientId } from '../domain/ids.ts';
import { readJsonFile } from '../lib/json/read-json-file.ts';

/** One key of a client, by its digest. */
export type StoredKey = {
  readonly id: string;
  /** Of the whole key, in hex. */
  readonly sha256: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch; null for a key that does not expire. */
  readonly expiresAt: number | null;
};

export type Client = {
  readonly id: ClientId;
  readonly scopes: readonly Scope[];
  /** The channels it may use; null for all. */
  readonly channels: readonly ChannelKey[] | null;
  readonly keys: readonly StoredKey[];
};

/** Two: the key in use and the one that replaces it. */
export const maxKeysOfClient = 2;

const time = z.iso.datetime({ offset: true, error: 'must be a time, e.g. "2027-01-31T00:00:00Z"' });
const milliseconds = time.transform((text) => Date.parse(text));

const storedKey = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/u, 'must be 12 hexadecimal digits'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, 'must be a SHA-256 in hexadecimal digits'),
  createdAt: milliseconds,
  expiresAt: milliseconds.nullable().default(null),
});

/**
 * Operations are stored by client id. The id of the open gateway is refused, because its client would see what was sent
 * before there were keys.
 */
export const clientIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,62}$/u, 'must be 1 to 63 letters, digits, ".", "_" or "-"')
  .refine((id) => id !== anonymousClient, `must not be "${anonymousClient}", the client of an open gateway`)
  .transform(asClientId);

const client = z.strictObject({
  id: clientIdSchema,
  scopes: z.array(z.enum(scopes, `must be one of ${scopes.join(', ')}`)),
  channels: z.array(z.string().transform(asChannelKey)).nullable().default(null),
  keys: z.array(storedKey).max(maxKeysOfClient, `holds more than ${maxKeysOfClient} keys: revoke one`),
});

const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

const keyFile = z.strictObject({ clients: z.array(client) }).check(({ value: { clients }, issues }) => {
  const twice = [
    ...repeated(clients.map(({ id }) => id)).map((id) => `two clients have the id ${id}`),
    ...repeated(clients.flatMap(({ keys }) => keys.map(({ id }) => id))).map(
      (id) => `two keys have the id ${id}`,
    ),
  ];
  for (const message of twice) issues.push({ code: 'custom', message, input: clients, path: ['clients'] });
});

export type KeyFile =
  | { readonly type: 'clients'; readonly clients: readonly Client[] }
  | { readonly type: 'missing' }
  /** Its problems, one line each. */
  | { readonly type: 'bad'; readonly problems: readonly string[] };

const bad = (...problems: readonly string[]): KeyFile => ({ type: 'bad', problems });

/** Reads API_KEYS_FILE. Its content is never quoted: a key may be in it by mistake. */
export const readKeyFile = (path: string): KeyFile => {
  const read = readJsonFile(path);
  if (read.type === 'missing') return { type: 'missing' };
  if (read.type !== 'json') return bad(`${path} ${read.problem}`);
  const parsed = keyFile.safeParse(read.content);
  return parsed.success
    ? { type: 'clients', clients: parsed.data.clients }
    : bad(...parsed.error.issues.map(({ path: at, message }) => `${at.join('.') || 'the file'} ${message}`));
};
