import { existsSync } from 'node:fs';
import { databaseUrlRule, isDatabaseUrl, passwordsOf } from '../config/database-url.ts';
import { assertNever } from '../lib/assert-never.ts';
import { createRedactor } from '../lib/redact.ts';
import { accountText } from '../ports/accounts.ts';
import { type Arguments, readArguments, usage } from './accounts/arguments.ts';
import { movePlan, type Plan, releasePlan } from './accounts/plan.ts';
import { openSqliteAccounts } from './accounts/sqlite.ts';
import type { AccountStore, CountedAccount } from './accounts/store.ts';
import { runProgram } from './run-program.ts';

/** `npm run accounts`: lists the accounts of the journal, and decides on work that waits for one of them. */

const redactor = createRedactor([]);
const say = (line: string): void => void process.stderr.write(`${redactor.redact(line)}\n`);

const openStore = async (env: NodeJS.ProcessEnv): Promise<AccountStore> => {
  const url = env['DATABASE_URL'];
  if (!url) return openSqliteAccounts(env['DATA_DIR'] || '.data');
  redactor.learn(passwordsOf(url));
  if (!isDatabaseUrl(url)) throw new Error(`DATABASE_URL ${databaseUrlRule}.`);
  return (await import('./accounts/postgres.ts')).openPostgresAccounts(url);
};

const lineOf = ({ id, key, account, isCurrent, unfinished }: CountedAccount): readonly string[] => [
  id,
  key,
  isCurrent ? 'current' : '',
  String(unfinished),
  accountText(account),
];

const table = (accounts: readonly CountedAccount[]): string => {
  const rows = [['id', 'channel', '', 'unfinished', 'account'], ...accounts.map(lineOf)];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const carryOut = async (store: AccountStore, plan: Plan, isConfirmed: boolean): Promise<number> => {
  switch (plan.type) {
    case 'refused':
      say(plan.problem);
      return 1;
    case 'nothing':
      say(plan.words);
      return 0;
    case 'plan': {
      for (const line of plan.words) say(line);
      if (!isConfirmed) {
        say('Nothing was changed. Add --yes to do it.');
        return 1;
      }
      const moved = await store.carryOut(plan.steps);
      const items = moved.reduce((sum, count) => sum + count, 0);
      say(`Done; ${items} items were moved. The next start of the gateway sends what is unfinished.`);
      return 0;
    }
    default:
      return assertNever(plan);
  }
};

const run = async (store: AccountStore, { command, isConfirmed }: Arguments): Promise<number> => {
  const accounts = await store.list();
  switch (command.name) {
    case 'list':
      process.stdout.write(`${table(accounts)}\n`);
      return 0;
    case 'release':
      return carryOut(store, releasePlan(accounts, command.key), isConfirmed);
    case 'move':
      return carryOut(store, movePlan(accounts, command.from, command.to), isConfirmed);
    default:
      return assertNever(command);
  }
};

const start = async (): Promise<number> => {
  const asked = readArguments(process.argv.slice(2));
  if (!asked) {
    say(usage);
    return 2;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const store = await openStore(process.env);
  try {
    return await run(store, asked);
  } finally {
    await store.close();
  }
};

runProgram(start, say);
