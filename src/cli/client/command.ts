import { codeOf, messageOf } from '../../lib/errors.ts';
import type { Run, Terminal } from '../command.ts';
import { type ExitCode, exitCodes } from '../files/exit-codes.ts';
import { FileProblem, type Remedy } from '../files/file-problem.ts';
import { onInterrupt } from '../files/interrupt.ts';
import { createProgress, type Progress } from '../files/progress.ts';
import { type Connection, type ConnectionFlags, exposureOf, readConnection } from './connection.ts';
import { createGateway, type Gateway } from './gateway.ts';

/** What every command that talks to a gateway is asked for. */
export type GatewayRequest = {
  readonly connection: ConnectionFlags;
  /** How long a gateway that does not answer is tried again. */
  readonly retryForMs: number;
};

/** What such a command works with. */
export type Tools = {
  readonly connection: Connection;
  readonly gateway: Gateway;
  readonly progress: Progress;
  readonly say: Terminal['say'];
  /** Aborted by Ctrl-C: no new request, and no longer wait. */
  readonly stopping: AbortSignal;
};

type GatewayCommand<Request> = {
  readonly usage: string;
  /** Gives a text that states what is wrong with the arguments. */
  readonly read: (args: readonly string[]) => Request | string;
  readonly run: (request: Request, tools: Tools) => Promise<ExitCode>;
};

/** Errors of the system that show a wrong path. Others, for example a full disk, may pass. */
const wrongPath: ReadonlySet<string> = new Set([
  ...['EACCES', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS'],
]);

/** What helps against an error of a file. Null for an error that is a bug. */
const remedyOf = (error: unknown): Remedy | null => {
  if (error instanceof FileProblem) return error.remedy;
  const code = codeOf(error);
  if (code === null) return null;
  return wrongPath.has(code) ? 'correct' : 'repeat';
};

const runWith = async <Request extends GatewayRequest>(
  request: Request,
  connection: Connection,
  run: GatewayCommand<Request>['run'],
  { say, screen }: Terminal,
): Promise<ExitCode> => {
  const exposure = exposureOf(connection);
  if (exposure !== null) say(exposure);
  const progress = createProgress(screen);
  const { stopping, aborting, dispose } = onInterrupt(() =>
    say('\nStopping. Press Ctrl-C again to stop at once.'),
  );
  const { retryForMs } = request;
  const gateway = createGateway({ ...connection, retryForMs, stopping, aborting, onWait: progress.note });
  try {
    return await run(request, { connection, gateway, progress, say, stopping });
  } catch (error) {
    const remedy = remedyOf(error);
    if (remedy === null) throw error;
    say(messageOf(error));
    return remedy === 'correct' ? exitCodes.usage : exitCodes.stopped;
  } finally {
    dispose();
    await gateway.close();
  }
};

/** A command that talks to a gateway: its flags, its connection, its signals and its progress. */
export const gatewayCommand =
  <Request extends GatewayRequest>({ usage, read, run }: GatewayCommand<Request>): Run =>
  async (args, terminal) => {
    if (args.includes('--help') || args.includes('-h')) {
      terminal.out(usage);
      return exitCodes.done;
    }
    const request = read(args);
    if (typeof request === 'string') {
      terminal.say(request);
      terminal.say(usage);
      return exitCodes.usage;
    }
    const connection = await readConnection(request.connection);
    if (typeof connection === 'string') {
      terminal.say(connection);
      return exitCodes.usage;
    }
    if (connection.key !== null) terminal.learn([connection.key]);
    return runWith(request, connection, run, terminal);
  };
