import { type Client, readKeyFile } from '../access/key-file.ts';
import { assertNever } from '../lib/assert-never.ts';
import { isLoopback } from '../lib/loopback.ts';
import type { Environment } from './environment.ts';

export type ApiKeys = {
  /** Where they stand: it is read again on request. */
  readonly path: string;
  readonly clients: readonly Client[];
};

const howToMakeOne = 'API_KEYS_FILE=<path> onshelf keys create <client> --scopes read';

const openProblems = (host: string | undefined): readonly string[] =>
  host === undefined || isLoopback(host)
    ? []
    : [
        `HOST ${host} can be reached from other machines, and without API keys every caller may do everything: make a key (${howToMakeOne}) and set API_KEYS_FILE, or listen on 127.0.0.1`,
      ];

/** The clients of API_KEYS_FILE, or its problems, one line each. */
export const readClients = (
  path: string,
): { readonly clients: readonly Client[] } | { readonly problems: readonly string[] } => {
  const file = readKeyFile(path);
  switch (file.type) {
    case 'clients':
      return { clients: file.clients };
    case 'missing':
      return { problems: [`API_KEYS_FILE: ${path} does not exist: make a first key (${howToMakeOne})`] };
    case 'bad':
      return { problems: file.problems.map((problem) => `API_KEYS_FILE: ${problem}`) };
    default:
      return assertNever(file);
  }
};

/** Without API keys the gateway is open, and then it listens on this machine only. */
export const readApiKeys = (
  env: Environment,
): { readonly apiKeys: ApiKeys | null; readonly problems: readonly string[] } => {
  const path = env['API_KEYS_FILE'];
  if (!path) return { apiKeys: null, problems: openProblems(env['HOST']) };
  const read = readClients(path);
  return 'problems' in read
    ? { apiKeys: null, problems: read.problems }
    : { apiKeys: { path, clients: read.clients }, problems: [] };
};
