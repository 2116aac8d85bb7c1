import { parseArgs } from 'node:util';

export type Command =
  | { readonly name: 'list' }
  | { readonly name: 'release'; readonly key: string }
  | { readonly name: 'move'; readonly from: string; readonly to: string };

export type Arguments = {
  readonly command: Command;
  /** Without it a command only reports what it would do. */
  readonly isConfirmed: boolean;
};

export const usage = `usage: onshelf accounts <command>
  list                                every account the journal has seen, and its unfinished items
  release <key> [--yes]               gives the work that waits under a channel's key to the account configured last
  move <id or key> --to <key> [--yes] gives it to another channel of the same vendor
Without --yes nothing is changed: the command reports what it would do. Stop every gateway first.
The journal is that of the settings: DATABASE_URL or else DATA_DIR (.data).`;

const commandOf = (words: readonly string[], to: string | undefined): Command | null => {
  const [name, first, ...rest] = words;
  if (rest.length > 0) return null;
  if (name === 'list') return first === undefined && to === undefined ? { name } : null;
  if (first === undefined) return null;
  if (name === 'release') return to === undefined ? { name, key: first } : null;
  return name === 'move' && to !== undefined ? { name, from: first, to } : null;
};

/** Null when the arguments are not a command. */
export const readArguments = (args: readonly string[]): Arguments | null => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: 'string' }, yes: { type: 'boolean' } },
    });
    const command = commandOf(positionals, values.to);
    return command && { command, isConfirmed: values.yes ?? false };
  } catch {
    return null;
  }
};
