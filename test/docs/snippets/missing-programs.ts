import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { query } from '../../support/postgres.ts';

const run = promisify(execFile);

const outputOf = async (program: string, args: readonly string[]): Promise<string | null> => {
  try {
    return (await run(program, [...args])).stdout.trim();
  } catch {
    return null;
  }
};

let python: Promise<string | null> | null = null;
const ask = ['-c', 'import sys; print(sys.executable)'];
/** The path of the Python of this machine; null if there is none. A version manager would take longer than a program. */
export const pythonPath = (): Promise<string | null> => {
  python ??= outputOf('/usr/bin/python3', ask).then((found) => found ?? outputOf('python3', ask));
  return python;
};

const postgresTool = async (tool: string, database: string | null): Promise<string | null> => {
  const version = await outputOf(tool, ['--version']);
  if (version === null) return `${tool} is not installed`;
  const [row] = database === null ? [] : await query(database, 'SHOW server_version');
  const [own, server] = [version.replace(/^\D*/u, ''), String(row?.['server_version'] ?? '0')];
  return Number.parseInt(own, 10) >= Number.parseInt(server, 10)
    ? null
    : `${tool} ${own} is older than the server, ${server}`;
};

/** Why the commands cannot run on this machine, or null. */
export const missingProgram = async (commands: string, database: string | null): Promise<string | null> => {
  if (/\bpython3\b/u.test(commands) && (await pythonPath()) === null) return 'python3 is not installed';
  const tool = /\b(?:pg_dump|pg_restore|psql)\b/u.exec(commands)?.[0];
  if (tool !== undefined) return postgresTool(tool, database);
  for (const program of ['openssl', 'sqlite3'])
    if (new RegExp(`(?:^|[(|;&]\\s*)${program}\\b`, 'mu').test(commands))
      if ((await outputOf('bash', ['-c', `command -v ${program}`])) === null)
        return `${program} is not installed`;
  return null;
};
