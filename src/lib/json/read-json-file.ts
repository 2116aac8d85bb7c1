import { readFileSync } from 'node:fs';
import { codeOf } from '../errors.ts';

export type JsonFile =
  | { readonly type: 'json'; readonly content: unknown }
  /** `problem` completes "the file …". */
  | { readonly type: 'missing' | 'unreadable'; readonly problem: string };

/** Reads a JSON file of the settings. A problem quotes nothing of the content, because it may be a secret. */
export const readJsonFile = (path: string): JsonFile => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    const problem = `can't be read (${code ?? 'no reason given'})`;
    return { type: code === 'ENOENT' ? 'missing' : 'unreadable', problem };
  }
  try {
    return { type: 'json', content: JSON.parse(text) };
  } catch {
    return { type: 'unreadable', problem: 'is not valid JSON' };
  }
};
