import type { ExitCode } from '../files/exit-codes.ts';
import { runPass } from './pass.ts';
import { codeOfCounts, codeOfStop, linesOfCounts, number, reasonOf } from './report.ts';
import { openResults } from './results/results.ts';
import { type ImportState, keyOf } from './results/state.ts';
import { createDelivery } from './send/deliver.ts';
import type { Session } from './session.ts';

/** Sends the rows that have no results yet, until each row has one. `given` is the state of a new or an earlier run. */
export const sendFile = async (
  session: Session,
  given: ImportState,
  mode: 'new' | 'continue',
): Promise<ExitCode> => {
  const { request, source, store, tools } = session;
  const { gateway, say, stopping, connection } = tools;
  let state = given;
  const save = (changes: Partial<ImportState>): void => {
    state = { ...state, ...changes };
    store.save(state);
  };
  // At no moment does a state name results of another import.
  if (mode === 'new') store.clear();
  const results = await openResults(request.resultsFile, mode);
  save({});
  const send = createDelivery({
    ...{ gateway, stopping, waits: request.waits },
    keyOf: keyOf(state),
    isResumed: mode === 'continue' || request.isResume,
    onFirst: (operationId) => {
      if (state.operationId === null) save({ operationId });
    },
  });
  const { counts } = results;
  const pass = { title: 'Sending', source, batch: state.batch, totalRows: state.rows, results, send };
  const stop = await runPass({ ...pass, onColumns: session.sayColumns }, tools).finally(results.close);
  if (stop) {
    say(reasonOf(stop, connection.url));
    // Nothing was sent, so there is nothing to continue.
    if (stop.type === 'imported-before') store.clear();
    else
      say(
        `${number(counts.rows)} rows have results in ${request.results}. Rows after them may have been accepted. ${stop.type === 'refused' ? 'Correct this, then run' : 'Run'} the same command again to continue: no row is sent twice.`,
      );
    return codeOfStop(stop);
  }
  save({ finishedAt: new Date().toISOString() });
  say(`Imported ${number(counts.rows)} rows:`);
  for (const line of linesOfCounts(counts)) say(line);
  say(`The result of each row is in ${request.results}.`);
  return codeOfCounts(counts);
};
