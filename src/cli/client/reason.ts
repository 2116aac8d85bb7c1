import { assertNever } from '../../lib/assert-never.ts';
import { type ExitCode, exitCodes } from '../files/exit-codes.ts';
import type { Unanswered } from './gateway.ts';

const advice: { readonly [code: string]: string } = {
  UNAUTHENTICATED: ' The key of --key-file is missing, wrong or expired.',
  FORBIDDEN: ' An export needs a key with the scope read, and an import also stock:write.',
  TOO_MANY_ITEMS: ' Give a smaller --batch.',
  PERSISTED_QUERY_ONLY: ' This gateway takes trusted documents only.',
};

/** Why a request has no answer that can be used, as sentences. */
export const reasonOfStop = (reply: Unanswered, url: string): string => {
  switch (reply.type) {
    case 'stopped':
      return 'Stopped by a signal.';
    case 'unreachable':
      return `${url} does not answer: ${reply.reason}.`;
    case 'refused': {
      const code = reply.code === null ? '' : ` (${reply.code})`;
      return `The gateway refused a request${code}: ${reply.reason}${advice[reply.code ?? ''] ?? ''}`;
    }
    default:
      return assertNever(reply);
  }
};

/** The exit code of a command that could not go on. The gateway refuses the same request again. */
export const codeOfReply = ({ type }: Unanswered): ExitCode => {
  switch (type) {
    case 'stopped':
      return exitCodes.interrupted;
    case 'unreachable':
      return exitCodes.stopped;
    case 'refused':
      return exitCodes.usage;
    default:
      return assertNever(type);
  }
};
