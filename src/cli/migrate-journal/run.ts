import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseUrlRule, isDatabaseUrl, passwordsOf } from '../../config/database-url.ts';
import type { Run, Terminal } from '../command.ts';
import { createProgress } from '../files/progress.ts';
import { openDestination } from './destination.ts';
import { move } from './move.ts';
import { openSource, undo } from './source.ts';

const usage = `usage:
  onshelf migrate-journal --from <DATA_DIR> --to <postgres://…>
      moves the journal; the same command continues a move that was interrupted
  onshelf migrate-journal --from <DATA_DIR> --undo
      lets a gateway use the journal in DATA_DIR again; the database's later work is not in it
Without --from, DATA_DIR (.data) is moved. Without --to, it is moved to DATABASE_URL.`;

type Request =
  | { readonly type: 'move'; readonly from: string; readonly to: string }
  | { readonly type: 'undo'; readonly from: string };

const readRequest = (args: readonly string[], env: NodeJS.ProcessEnv): Request | null => {
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

const moveAll = async (from: string, to: string, { say, learn, screen }: Terminal): Promise<void> => {
  learn(passwordsOf(to));
  if (!isDatabaseUrl(to)) throw new Error(`The database's URL ${databaseUrlRule}.`);
  const source = openSource(from);
  try {
    const destination = await openDestination(to);
    try {
      const progress = createProgress(screen);
      progress.begin('Moving the journal');
      const moved = await move(source, destination, progress.update).finally(progress.end);
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

/** Moves the embedded journal into PostgreSQL. */
export const runMigrateJournal: Run = async (args, terminal) => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const request = readRequest(args, process.env);
  if (!request) {
    terminal.say(usage);
    return 2;
  }
  if (request.type === 'move') await moveAll(request.from, request.to, terminal);
  else {
    undo(request.from);
    terminal.say(
      `A gateway can use the journal in ${request.from} again. Empty the database that it was moved to.`,
    );
  }
  return 0;
};
