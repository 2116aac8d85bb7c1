import type { RowOutcome } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Exchange } from '../../domain/vendor-request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { ClaimedRow } from '../../ports/requests.ts';
import type { Announce } from '../subscribe/publish.ts';
import type { EarlierRequest, OpenRequest } from './new-request.ts';
import { isTransient, rowsWithOutcomes, type Unavailable } from './results.ts';

/**
 * The number of tries of a lost call with all its rows. Each row is then tried alone, since one row may fail the call.
 */
const triesTogether = 3;

export type PartedParts = {
  readonly reopen: (earlier: EarlierRequest, rows: readonly ItemRef[]) => Promise<OpenRequest | null>;
  readonly carryPart: (request: OpenRequest) => Promise<void>;
  readonly journal: Pick<Journal, 'settle' | 'noteExchange'>;
  readonly clock: Clock;
  readonly announce: Announce;
};

/**
 * Sends rows of a request again in smaller ones, where they may have shared the end of another row. Each row then ends
 * as it would have ended alone. A row that was alone is not sent again, so this ends.
 */
export const createParted = ({ journal, clock, announce, reopen, carryPart }: PartedParts) => {
  const sendParts = async (earlier: OpenRequest, parts: readonly (readonly ItemRef[])[]): Promise<void> => {
    for (const part of parts) {
      const request = await reopen(earlier, part);
      if (request) await carryPart(request);
    }
  };

  return {
    /**
     * The rows to try alone once their call failed again and again after it reached the vendor, perhaps because of one
     * row. A vendor that is away fails it in the same way: the circuit breaker then stops the calls that follow, and
     * the
     * rows wait as before.
     */
    lostAgain: ({ rows }: OpenRequest, result: Unavailable): readonly ClaimedRow[] =>
      rows.length > 1 && result.mayHaveApplied && isTransient(result)
        ? rows.filter(({ retry }) => (retry?.tries ?? 0) + 1 >= triesTogether)
        : [],

    /** Sends rows of a request alone. */
    sendEachAlone: (earlier: OpenRequest, rows: readonly ClaimedRow[]): Promise<void> =>
      sendParts(
        earlier,
        rows.map((row) => [row]),
      ),

    /** Halves a request that was refused as a whole, down to the rows that it is refused for. */
    narrow: async (refused: OpenRequest, exchange: Exchange): Promise<void> => {
      const { id, rows } = refused;
      await journal.noteExchange(id, 'REFUSED', exchange, clock.now());
      const middle = Math.ceil(rows.length / 2);
      await sendParts(refused, [rows.slice(0, middle), rows.slice(middle)]);
    },

    /**
     * Ends the rows that an answer decides. If the request has several rows, the undecided ones are sent again, each
     * alone.
     */
    settleAnswered: async (
      request: OpenRequest,
      outcomes: readonly RowOutcome[],
      exchange: Exchange,
    ): Promise<void> => {
      const { id, rows } = request;
      const settled = rowsWithOutcomes(rows, outcomes);
      const unknown =
        rows.length > 1 ? settled.filter(({ outcome }) => outcome.state === 'OUTCOME_UNKNOWN') : [];
      const ended = unknown.length === 0 ? settled : settled.filter((row) => !unknown.includes(row));
      announce(
        await journal.settle({ requestId: id, at: clock.now(), outcome: 'ANSWERED', exchange, rows: ended }),
      );
      await sendParts(
        request,
        unknown.map((row) => [row]),
      );
    },
  };
};
