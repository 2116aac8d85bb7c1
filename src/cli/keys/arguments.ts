import { parseArgs } from 'node:util';
import { z } from 'zod';
import { clientIdSchema } from '../../access/key-file.ts';
import { scopes } from '../../domain/caller.ts';
import { asChannelKey } from '../../domain/ids.ts';
import { parsedOrReason } from '../command.ts';
import type { KeyRequest } from './commands.ts';

export type Command =
  | { readonly name: 'create'; readonly request: KeyRequest }
  | { readonly name: 'list' }
  | { readonly name: 'revoke'; readonly ids: readonly string[] };

export type Arguments = {
  readonly command: Command;
  /** The file of the keys; null for API_KEYS_FILE. */
  readonly file: string | null;
};

export const usage = `usage: onshelf keys <command>
  create <client> --scopes ${scopes.join(',')}
      [--channels <key>,…]                      only these; without it, all
      [--expires <days>d | <date> | never]      default 365d
  create <client>                               adds a second key, so that clients can change keys
  list
  revoke <key id>…
Each command takes [--file <path>]; the default is API_KEYS_FILE.`;

const dayMs = 24 * 60 * 60 * 1000;

const list = z.string().transform((text) => text.split(',').filter((part) => part !== ''));

const expiry = (now: number) =>
  z
    .string()
    .default('365d')
    .transform((text, { issues }) => {
      if (text === 'never') return null;
      const [, days] = /^(\d{1,5})d$/u.exec(text) ?? [];
      const at = days === undefined ? Date.parse(text) : now + Number(days) * dayMs;
      if (Number.isFinite(at) && at > now) return at;
      issues.push({
        code: 'custom',
        message: 'must be in the future, e.g. 90d, 2027-01-31 or never',
        input: text,
      });
      return z.NEVER;
    });

const creation = (now: number) =>
  z.object({
    client: clientIdSchema,
    scopes: list
      .pipe(z.array(z.enum(scopes, `must be of ${scopes.join(', ')}`)))
      .nullable()
      .default(null),
    channels: list
      .pipe(z.array(z.string().transform(asChannelKey)))
      .nullable()
      .default(null),
    expires: expiry(now),
  });

/** Gives the command, or a text that states what is wrong with the arguments. */
export const readArguments = (args: readonly string[], now: number): Arguments | string => {
  const parsed = parsedOrReason(() => parse(args));
  if (typeof parsed === 'string') return parsed;
  const [name, ...rest] = parsed.positionals;
  const { file = null, ...flags } = parsed.values;
  const command = commandOf(name, rest, flags, now);
  return typeof command === 'string' ? command : { command, file };
};

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      scopes: { type: 'string' },
      channels: { type: 'string' },
      expires: { type: 'string' },
      file: { type: 'string' },
    },
  });

const commandOf = (
  name: string | undefined,
  rest: readonly string[],
  flags: { readonly [flag: string]: string | undefined },
  now: number,
): Command | string => {
  const isPlain = Object.keys(flags).length === 0;
  if (name === 'list' && rest.length === 0 && isPlain) return { name };
  if (name === 'revoke' && rest.length > 0 && isPlain) return { name, ids: rest };
  if (name !== 'create' || rest.length !== 1)
    return 'There is no such command, or its arguments are different.';
  const { data, error } = creation(now).safeParse({ ...flags, client: rest[0] });
  if (error)
    return error.issues.map(({ path, message }) => `${path.map(String).join('.')} ${message}`).join('\n');
  const { expires: expiresAt, ...request } = data;
  return { name, request: { ...request, expiresAt } };
};
