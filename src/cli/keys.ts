import { existsSync } from 'node:fs';
import { newKey } from '../access/api-key.ts';
import { readKeyFile } from '../access/key-file.ts';
import { assertNever } from '../lib/assert-never.ts';
import { type Command, readArguments, usage } from './keys/arguments.ts';
import { changeKeyFile } from './keys/change-key-file.ts';
import { listOf, type Wish, withKey, withoutKeys } from './keys/commands.ts';

/** `npm run keys`: makes, lists and revokes API keys. */

type Outcome = {
  readonly exitCode: 0 | 1 | 2;
  /** What was asked for, e.g. the new key, and nothing else: it may be piped on. */
  readonly out: readonly string[];
  /** What is said about it. */
  readonly err: readonly string[];
};

const failed = (problems: readonly string[]): Outcome => ({ exitCode: 1, out: [], err: problems });

const hint = 'A running gateway takes it at a SIGHUP: kill -HUP <its process id>';

const create = (file: string, wish: Wish, now: number): Outcome => {
  const made = newKey();
  const change = changeKeyFile(file, (clients) => withKey(clients, wish, made, now));
  if (change.type === 'refused') return failed(change.problems);
  const { client, expiresAt } = wish;
  const end = expiresAt === null ? 'does not expire' : `expires ${new Date(expiresAt).toISOString()}`;
  const about = `Key ${made.id} of ${client}: it ${end}. It is shown this once; ${file} has only its hash.`;
  return { exitCode: 0, out: [made.key], err: [about, hint] };
};

const revoke = (file: string, ids: readonly string[]): Outcome => {
  const change = changeKeyFile(file, (clients) => withoutKeys(clients, ids));
  return change.type === 'refused'
    ? failed(change.problems)
    : { exitCode: 0, out: [], err: [`Revoked ${ids.join(', ')}.`, hint] };
};

const list = (file: string, now: number): Outcome => {
  const read = readKeyFile(file);
  if (read.type === 'bad') return failed(read.problems);
  return { exitCode: 0, out: [listOf(read.type === 'missing' ? [] : read.clients, now)], err: [] };
};

const run = (command: Command, file: string, now: number): Outcome => {
  switch (command.name) {
    case 'create':
      return create(file, command.wish, now);
    case 'list':
      return list(file, now);
    case 'revoke':
      return revoke(file, command.ids);
    default:
      return assertNever(command);
  }
};

const noFile = 'Set API_KEYS_FILE to where the keys are kept, e.g. API_KEYS_FILE=keys.json, or give --file.';

const start = (now: number): Outcome => {
  const asked = readArguments(process.argv.slice(2), now);
  if (typeof asked === 'string') return { exitCode: 2, out: [], err: [asked, usage] };
  if (existsSync('.env')) process.loadEnvFile('.env');
  const file = asked.file ?? process.env['API_KEYS_FILE'];
  if (!file) return failed([noFile]);
  try {
    return run(asked.command, file, now);
  } catch (error) {
    return failed([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
};

const { exitCode, out, err } = start(Date.now());
process.exitCode = exitCode;
for (const line of err) process.stderr.write(`${line}\n`);
for (const line of out) process.stdout.write(`${line}\n`);
