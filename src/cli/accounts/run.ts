import { existsSync } from 'node:fs';
import { databaseUrlRule, isDatabaseUrl, passwordsOf } from '../../config/database-url.ts';
import { assertNever } from '../../lib/assert-never.ts';
import { accountText } from '../../ports/journal/accounts.ts';
import type { Run, Terminal } from '../command.ts';
import { type Arguments, readArguments, usage } from './arguments.ts';
import { movePlan, type Plan, releasePlan } from './plan.ts';
import { openSqliteAccounts } from './sqlite.ts';
import type { AccountStore, CountedAccount } from './store.ts';

const openStore = async (env: NodeJS.ProcessEnv, { learn }: Terminal): Promise<AccountStore> => {
  const url = env['DATABASE_URL'];
  if (!url) return openSqliteAccounts(env['DATA_DIR'] || '.data');
  learn(passwordsOf(url));
  if (!isDatabaseUrl(url)) throw new Error(`DATABASE_URL ${databaseUrlRule}.`);
  return (await import('./postgres.ts')).openPostgresAccounts(url);
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

const carryOut = async (
  store: AccountStore,
  plan: Plan,
  isConfirmed: boolean,
  say: Terminal['say'],
): Promise<number> => {
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

const run = async (
  store: AccountStore,
  { command, isConfirmed }: Arguments,
  { out, say }: Terminal,
): Promise<number> => {
  const accounts = await store.list();
  switch (command.name) {
    case 'list':
      out(table(accounts));
      return 0;
    case 'release':
      return carryOut(store, releasePlan(accounts, command.key), isConfirmed, say);
    case 'move':
      return carryOut(store, movePlan(accounts, command.from, command.to), isConfirmed, say);
    default:
      return assertNever(command);
  }
};

/** Lists the accounts of the journal, and decides on work that waits for one of them. */
export const runAccounts: Run = async (args, terminal) => {
  const asked = readArguments(args);
  if (!asked) {
    terminal.say(usage);
    return 2;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const store = await openStore(process.env, terminal);
  try {
    return await run(store, asked, terminal);
  } finally {
    await store.close();
  }
};
