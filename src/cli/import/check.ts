import { rename, rm } from 'node:fs/promises';
import type { ExitCode } from '../files/exit-codes.ts';
import { runPass } from './pass.ts';
import { codeOfCounts, codeOfStop, linesOfCounts, nothingSent, number, reasonOf } from './report.ts';
import { hasTrouble } from './results/counts.ts';
import { openResults } from './results/results.ts';
import { createCheck } from './send/check.ts';
import type { Session } from './session.ts';

/** Either the end of the command, or what the check says about the sending. */
export type Checked =
  | { readonly type: 'end'; readonly exitCode: ExitCode }
  | { readonly type: 'good'; readonly rows: number; readonly batch: number };

/**
 * Has the gateway check each row. It accepts and sends nothing. The outcomes become the results if the command ends
 * with the check. Until then they are in a file beside the results.
 */
export const checkFile = async (session: Session): Promise<Checked> => {
  const { request, source, tools } = session;
  const { gateway, say, connection } = tools;
  const path = `${request.results}.part-${process.pid}`;
  try {
    const results = await openResults({ ...request.resultsFile, path }, 'new');
    const { send, batch } = createCheck(gateway, request.batch);
    const { counts } = results;
    const pass = { title: 'Checking', source, batch: request.batch, totalRows: null, results, send };
    const stop = await runPass({ ...pass, onColumns: session.sayColumns }, tools).finally(results.close);
    if (stop) {
      say(`${reasonOf(stop, connection.url)} ${nothingSent(request.isResume)}`);
      return { type: 'end', exitCode: codeOfStop(stop) };
    }
    say(`Checked ${number(counts.rows)} rows:`);
    for (const line of linesOfCounts(counts)) say(line);
    if (!request.isDryRun && (request.isPartial || !hasTrouble(counts)))
      return { type: 'good', rows: counts.rows, batch: batch() };
    // No state may name results of another import.
    session.store.clear();
    await rename(path, request.results);
    say(`${nothingSent(request.isResume)} The result of each row is in ${request.results}.`);
    if (!request.isDryRun) say('Correct the rows, or send the other rows with --partial.');
    return { type: 'end', exitCode: codeOfCounts(counts) };
  } finally {
    await rm(path, { force: true });
  }
};
