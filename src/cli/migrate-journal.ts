import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseUrlRule, isDatabaseUrl, passwordsOf } from '../config/database-url.ts';
import { createRedactor } from '../lib/redact.ts';
import { openDestination } from './migrate-journal/destination.ts';
import { move } from './migrate-journal/move.ts';
import { showProgress } from './migrate-journal/progress.ts';
import { openSource, undo } from './migrate-journal/source.ts';
import { runProgram } from './run-program.ts';

/** `npm run migrate-journal`: moves the embedded journal into PostgreSQL. */

const usage = `usage:
  npm run migrate-journal -- --from <DATA_DIR> --to <postgres://…>
      moves the journal; broken off, the same command goes on with it
  npm run migrate-journal -- --from <DATA_DIR> --undo
      gives the journal in DATA_DIR back to its gateway, without what was done on the other side
Left out, --from is DATA_DIR (.data) and --to is DATABASE_URL.`;

const redactor = createRedactor([]);
const say = (line: string): void => void process.stderr.write(`${redactor.redact(line)}\n`);

type Wish =
  | { readonly type: 'move'; readonly from: string; readonly to: string }
  | { readonly type: 'undo'; readonly from: string };

const readWish = (args: readonly string[], env: NodeJS.ProcessEnv): Wish | null => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { from: { type: 'string' }, to: { type: 'string' }, undo: { type: 'boolean' } },
    });
    const from = values.from ?? (env['DATA_DIR'] || '.data');
    if (values.undo) return values.to === undefined ? { type: 'undo', from } : null;
    const to = values.to ?? env['DATABASE_URL'];
    return to ? { type: 'move', from, to } : null;
  } catch {
    return null;
  }
};

const moveAll = async (from: string, to: string): Promise<void> => {
  redactor.learn(passwordsOf(to));
  if (!isDatabaseUrl(to)) throw new Error(`The database's URL ${databaseUrlRule}.`);
  const source = openSource(from);
  try {
    const destination = await openDestination(to);
    try {
      const moved = await move(source, destination, showProgress(process.stderr));
      for (const { table, rows } of moved)
        say(`${table.padEnd(16)}${rows.toLocaleString('en').padStart(12)}`);
      say('The journal is moved. Start the gateways with DATABASE_URL.');
    } finally {
      await destination.close();
    }
  } finally {
    source.close();
  }
};

const start = async (): Promise<number> => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const wish = readWish(process.argv.slice(2), process.env);
  if (!wish) {
    say(usage);
    return 2;
  }
  if (wish.type === 'move') await moveAll(wish.from, wish.to);
  else {
    undo(wish.from);
    say(`The journal in ${wish.from} is its gateway's again. Empty the database it was moved to.`);
  }
  return 0;
};

runProgram(start, say);
