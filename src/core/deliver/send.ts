import type { SendResult } from '../../ports/channel.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Channels } from '../channels.ts';
import type { NewRequestParts, OpenRequest } from './new-request.ts';
import type { Pace } from './rate-limit.ts';
import { brokenOff, failedOutcome, notOurs } from './results.ts';

export type SendParts = Pick<NewRequestParts, 'current' | 'clock'> & {
  readonly channels: Pick<Channels, 'use'>;
  readonly pace: Pace;
  readonly journal: Pick<Journal, 'noteExchange' | 'requestById' | 'holdsLease'>;
  readonly log: Log;
  readonly telemetry: Pick<Telemetry, 'sending'>;
  readonly onResult: (result: SendResult) => void;
};

/** Sends an open request, once. Gives `notOurs` when its rows may be another gateway's by now: then nothing was sent. */
export type Send = (request: OpenRequest) => Promise<SendResult>;

export const createSend = (parts: SendParts): Send => {
  const { current, clock, channels, pace, journal, log, telemetry, onResult } = parts;
  /** A throw is a bug in the channel: the rows still come to an end. */
  const ask = async (request: OpenRequest): Promise<SendResult> => {
    const changes = request.rows.map((row) => row.change);
    const mayStart = (): boolean => journal.holdsLease(request.heldSince);
    try {
      // The channel as it is when its turn has come: credentials that were replaced meanwhile are not used any more.
      return await pace(async (startCall) => {
        // A gateway that stood still may find its rows with another one, which has sent newer values since.
        if (!mayStart()) return notOurs;
        const { channel, writer } = current();
        const sending = { ...request, channel: channel.key, kind: writer.kind };
        return channels.use(channel, () =>
          telemetry.sending(sending, (callbackUrl) =>
            writer.send(changes, { callbackUrl, mayStart, startCall }),
          ),
        );
      });
    } catch (error) {
      const { channel, writer } = current();
      log.error(
        { err: error, channel: channel.key, kind: writer.kind },
        'A bug in the channel broke a request off',
      );
      return brokenOff;
    }
  };

  return async (request) => {
    const { id } = request;
    const result = await ask(request);
    if (result === notOurs) return result;
    onResult(result);
    if (result.type !== 'unavailable') return result;
    const { channel, writer } = current();
    if (!result.mayHaveApplied || !writer.callsBack) return result;
    // From here on a callback ends the rows itself: none is kept any more for an answer that won't come.
    await journal.noteExchange(id, failedOutcome(result), result.exchange, clock.now(), true);
    // The answer was lost, but a callback that came meanwhile shows that the request was accepted.
    const body = (await journal.requestById(id))?.earlyCallback ?? null;
    const early = body === null ? null : channel.readCallback?.(body);
    return early
      ? { type: 'accepted', vendorRequestId: early.vendorRequestId, exchange: result.exchange }
      : result;
  };
};
