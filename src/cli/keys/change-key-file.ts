import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type Client, readKeyFile } from '../../access/key-file.ts';
import { codeOf } from '../../lib/errors.ts';

export type Change =
  | { readonly type: 'changed'; readonly clients: readonly Client[] }
  | { readonly type: 'refused'; readonly problems: readonly string[] };

const textOf = (clients: readonly Client[]): string => {
  const isoOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const written = clients.map(({ keys, ...client }) => ({
    ...client,
    keys: keys.map(({ createdAt, expiresAt, ...key }) => ({
      ...key,
      createdAt: isoOf(createdAt),
      expiresAt: isoOf(expiresAt),
    })),
  }));
  return `${JSON.stringify({ clients: written }, null, 2)}\n`;
};

const refused = (...problems: readonly string[]): Change => ({ type: 'refused', problems });

const open = (path: string): number | null => {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  }
};

/**
 * Reads the file, changes its content and replaces the file in one step. A reader sees the old content or the new
 * content, and a crash leaves one of them. The draft file also excludes a second change at the same time.
 */
export const changeKeyFile = (path: string, change: (clients: readonly Client[]) => Change): Change => {
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = `${target}.new`;
  const file = open(draft);
  if (file === null) {
    return refused(
      `${draft} exists: another command is changing the keys. If none is running, one was interrupted: remove that file`,
    );
  }
  let isWritten = false;
  try {
    const read = readKeyFile(target);
    if (read.type === 'bad') return refused(...read.problems);
    const changed = change(read.type === 'missing' ? [] : read.clients);
    if (changed.type === 'refused') return changed;
    writeSync(file, textOf(changed.clients));
    fsyncSync(file);
    renameSync(draft, target);
    isWritten = true;
    return changed;
  } finally {
    closeSync(file);
    if (!isWritten) unlinkSync(draft);
  }
};
