import { z } from 'zod';
import { readJsonFile } from '../lib/json/read-json-file.ts';
import type { Environment } from './environment.ts';

/** Documents by their ids, as the manifest names them. */
type TrustedDocuments = ReadonlyMap<string, string>;

type Read = { readonly documents: TrustedDocuments | null; readonly problems: readonly string[] };

const manifest = z.record(z.string().min(1), z.string().min(1));

const bad = (path: string, problem: string): Read => ({
  documents: null,
  problems: [`TRUSTED_DOCUMENTS_FILE: ${path} ${problem}`],
});

/** The only documents that run, where the settings name a manifest of them; null for any. */
export const readTrustedDocuments = (env: Environment): Read => {
  const path = env['TRUSTED_DOCUMENTS_FILE'];
  if (!path) return { documents: null, problems: [] };
  const read = readJsonFile(path);
  if (read.type !== 'json') return bad(path, read.problem);
  const { data } = manifest.safeParse(read.content);
  if (!data) return bad(path, 'is no JSON object of documents by their hashes');
  const documents = new Map(Object.entries(data));
  return documents.size === 0 ? bad(path, 'names no document') : { documents, problems: [] };
};
