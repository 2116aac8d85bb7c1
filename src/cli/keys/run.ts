import { existsSync } from 'node:fs';
import { newKey } from '../../access/api-key.ts';
import { readKeyFile } from '../../access/key-file.ts';
import { assertNever } from '../../lib/assert-never.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Run } from '../command.ts';
import { type Command, readArguments, usage } from './arguments.ts';
import { changeKeyFile } from './change-key-file.ts';
import { type KeyRequest, listOf, withKey, withoutKeys } from './commands.ts';

type Outcome = {
  readonly exitCode: 0 | 1 | 2;
  readonly out: readonly string[];
  readonly say: readonly string[];
};

const failed = (problems: readonly string[]): Outcome => ({ exitCode: 1, out: [], say: problems });

const howToReload = 'A running gateway reads the file again at a SIGHUP: kill -HUP <its process id>';

const create = (file: string, request: KeyRequest, now: number): Outcome => {
  const made = newKey();
  const change = changeKeyFile(file, (clients) => withKey(clients, request, made, now));
  if (change.type === 'refused') return failed(change.problems);
  const { client, expiresAt } = request;
  const end = expiresAt === null ? 'does not expire' : `expires ${new Date(expiresAt).toISOString()}`;
  const about = `Key ${made.id} of ${client} ${end}. It is shown only now: ${file} holds only its hash.`;
  return { exitCode: 0, out: [made.key], say: [about, howToReload] };
};

const revoke = (file: string, ids: readonly string[]): Outcome => {
  const change = changeKeyFile(file, (clients) => withoutKeys(clients, ids));
  return change.type === 'refused'
    ? failed(change.problems)
    : { exitCode: 0, out: [], say: [`Revoked ${ids.join(', ')}.`, howToReload] };
};

const list = (file: string, now: number): Outcome => {
  const read = readKeyFile(file);
  if (read.type === 'bad') return failed(read.problems);
  return { exitCode: 0, out: [listOf(read.type === 'missing' ? [] : read.clients, now)], say: [] };
};

const run = (command: Command, file: string, now: number): Outcome => {
  switch (command.name) {
    case 'create':
      return create(file, command.request, now);
    case 'list':
      return list(file, now);
    case 'revoke':
      return revoke(file, command.ids);
    default:
      return assertNever(command);
  }
};

const noFile = 'Set API_KEYS_FILE to the file of the keys, e.g. API_KEYS_FILE=keys.json, or give --file.';

const outcomeOf = (args: readonly string[], now: number): Outcome => {
  const asked = readArguments(args, now);
  if (typeof asked === 'string') return { exitCode: 2, out: [], say: [asked, usage] };
  if (existsSync('.env')) process.loadEnvFile('.env');
  const file = asked.file ?? process.env['API_KEYS_FILE'];
  if (!file) return failed([noFile]);
  try {
    return run(asked.command, file, now);
  } catch (error) {
    return failed([`${file}: ${messageOf(error)}`]);
  }
};

/** Creates, lists and revokes API keys. */
export const runKeys: Run = async (args, { out, say }) => {
  const outcome = outcomeOf(args, Date.now());
  for (const line of outcome.say) say(line);
  for (const line of outcome.out) out(line);
  return outcome.exitCode;
};
