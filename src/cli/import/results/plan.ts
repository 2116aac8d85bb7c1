import type { ImportState } from './state.ts';

export type Plan =
  | { readonly type: 'new' }
  | { readonly type: 'continue'; readonly state: ImportState }
  /** The same file was imported to its end. */
  | { readonly type: 'finished'; readonly at: string }
  | { readonly type: 'refused'; readonly reason: string };

export type Wanted = Pick<ImportState, 'file' | 'settings' | 'url' | 'key'> & {
  readonly results: string;
  readonly isDryRun: boolean;
  /** `--again`: sends the file as a new import, or continues one that `--again` began. */
  readonly isAgain: boolean;
};

const refused = (reason: string): Plan => ({ type: 'refused', reason });

/** Decides what a run does about the state that an earlier run left. */
export const planOf = (state: ImportState | null, wanted: Wanted): Plan => {
  const { file, settings, url, key, results, isDryRun, isAgain } = wanted;
  if (!state) return { type: 'new' };
  if (isDryRun) return refused(`${results} has the results of an import. Name another file with --results.`);
  const differing = [
    ...(state.file === file ? [] : ['the file has changed']),
    ...(state.settings === settings ? [] : ['the flags are different']),
    ...(state.url === url ? [] : [`it went to ${state.url}`]),
    // With an operation, the gateway says whether the key belongs to the same client.
    ...(state.key === key || state.operationId !== null ? [] : ['it had another API key']),
  ].join(', ');
  if (state.finishedAt !== null)
    return differing === '' && !isAgain ? { type: 'finished', at: state.finishedAt } : { type: 'new' };
  // Only --again gives a salt. The same command continues it, so that no row is sent twice.
  if (differing === '' && (!isAgain || state.salt !== '')) return { type: 'continue', state };
  if (isAgain) return { type: 'new' };
  return refused(
    `An earlier import with the results ${results} is not complete, and this one is another: ${differing}. Finish it with the earlier file and flags, or start anew with --again, or name another file with --results.`,
  );
};
