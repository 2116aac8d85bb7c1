import { createHash, randomUUID } from 'node:crypto';
import { gatewayCommand, type Tools } from '../client/command.ts';
import { type ExitCode, exitCodes } from '../files/exit-codes.ts';
import { type ImportRequest, readImport, usage } from './arguments.ts';
import { checkFile } from './check.ts';
import { ImportBegin } from './documents.ts';
import { openSource, type Source } from './file/source.ts';
import { codeOfStop, linesOfColumns, nothingSent, reasonOf } from './report.ts';
import { planOf } from './results/plan.ts';
import { isOwnResults } from './results/results.ts';
import { hashOfKey, openState } from './results/state.ts';
import type { ColumnNotes } from './rows/fields.ts';
import type { Stop } from './send/outcome.ts';
import { sendFile } from './send-file.ts';
import type { Session } from './session.ts';

/** The flags that change what the rows mean. Another meaning is another import. */
const settingsHash = ({ mapping, constants, format, thousands }: ImportRequest, source: Source): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        [...mapping].toSorted(),
        Object.entries(constants).toSorted(),
        ...[format, source.encoding, source.delimiter, thousands],
      ]),
    )
    .digest('hex');

/** Asks whether the key is good, and whether it is that of the client whose import continues. Null: it is. */
const objectionOf = async (
  { gateway }: Tools,
  operationId: string | null,
  results: string,
): Promise<Stop | null> => {
  const reply = await gateway.ask(ImportBegin, {
    operationId: operationId ?? '',
    continues: operationId !== null,
  });
  if (reply.type !== 'data') return reply;
  if (operationId === null || reply.data.operation) return null;
  const reason = `It does not have the operation ${operationId}, which this import began. The key belongs to another client, the gateway uses another journal, or the operation is older than its retention. To send the whole file anew, delete ${results}.state and add --again.`;
  return { type: 'refused', reason, code: 'UNKNOWN_OPERATION' };
};

const runSession = async (session: Session): Promise<ExitCode> => {
  const { request, source, store, tools } = session;
  const { say, connection } = tools;
  const { results, isDryRun, isAgain } = request;
  const { url } = connection;
  const identity = {
    ...{ file: source.hash, settings: settingsHash(request, source) },
    ...{ url, key: hashOfKey(connection.key) },
  };
  const plan = planOf(store.read(), { ...identity, results, isDryRun, isAgain });
  if (plan.type === 'refused') {
    say(plan.reason);
    return exitCodes.usage;
  }
  if (plan.type === 'finished') {
    say(
      `This file was imported at ${plan.at}, and nothing was sent now. Its results are in ${results}. To send it as a new import, add --again.`,
    );
    return exitCodes.importedBefore;
  }
  const isContinued = plan.type === 'continue';
  const operationId = isContinued ? plan.state.operationId : null;
  const objection = await objectionOf(tools, operationId, results);
  if (objection) {
    say(`${reasonOf(objection, url)} ${nothingSent(isContinued || request.isResume)}`);
    return codeOfStop(objection);
  }
  if (plan.type === 'continue') {
    say(`Continuing the import of ${plan.state.startedAt}.`);
    return sendFile(session, plan.state, 'continue');
  }
  const checked = request.checks
    ? await checkFile(session)
    : { type: 'good' as const, rows: null, batch: request.batch };
  if (checked.type === 'end') return checked.exitCode;
  const { rows, batch } = checked;
  const salt = isAgain ? randomUUID() : '';
  const startedAt = new Date().toISOString();
  const state = { ...identity, rows, batch, salt, startedAt, operationId: null, finishedAt: null };
  return sendFile(session, state, 'new');
};

const runRequest = async (request: ImportRequest, tools: Tools): Promise<ExitCode> => {
  const { say } = tools;
  const source = await openSource(request);
  try {
    const { encoding, delimiter } = source;
    const form = delimiter === null ? 'NDJSON' : 'CSV';
    const divided =
      delimiter === null ? '' : `, divided by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`;
    say(`${request.file}: ${form}, ${encoding}${divided}.`);
    if (!(await isOwnResults(request.resultsFile))) {
      say(`${request.results} exists and has no results of an import. Name another file with --results.`);
      return exitCodes.usage;
    }
    const store = openState(request.results);
    if (!store) {
      say(`Another process is writing ${request.results}. Wait for its end, or stop it.`);
      return exitCodes.stopped;
    }
    let hasSaid = false;
    const sayColumns = (notes: ColumnNotes): void => {
      if (!hasSaid) for (const line of linesOfColumns(notes)) say(line);
      hasSaid = true;
    };
    try {
      return await runSession({ request, source, store, tools, sayColumns });
    } finally {
      store.close();
    }
  } finally {
    await source.close();
  }
};

/** Sets the stock that a file states. */
export const runImport = gatewayCommand({ usage, read: readImport, run: runRequest });
