import { createHash, randomBytes } from 'node:crypto';
import type { Change } from '../../domain/changes/change.ts';
import type { RequestId } from '../../domain/ids.ts';
import type { Channel, Delivery, SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { ClaimedRow, RequestDraft } from '../../ports/journal/requests.ts';
import type { Log } from '../../ports/log.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { AnyWriter, Channels } from '../channels/channels.ts';
import { guardOf } from './guarded-rows.ts';
import { createCompleteRows, needsValues } from './option-rows.ts';
import type { StartWrite } from './rate-limit.ts';
import { adapterFailed, failedOutcome, leaseLost } from './send-results.ts';

/** 192 random bits. The journal keeps only the hash, the vendor keeps the secret in its callback URL. */
export const newCallbackSecret = (): string => randomBytes(24).toString('base64url');

export const callbackHashOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

/** The mark of a request (`Delivery.mark`). The journal keeps the hash, so the mark is known after a restart, too. */
export const markOf = (callbackHash: string): string =>
  Buffer.from(callbackHash, 'base64url').toString('hex').slice(0, 20);

/** A channel and its writer of one kind of change. */
export type ChannelWriter = { readonly channel: Channel; readonly writer: AnyWriter };

/** A request that its rows were in before. */
export type EarlierRequest = { readonly id: RequestId; readonly attempt: number };

/** A request whose rows are in flight. */
export type OpenRequest = EarlierRequest & {
  readonly rows: readonly ClaimedRow[];
  readonly callbackUrl: Delivery['callbackUrl'];
  readonly mark: Delivery['mark'];
  /**
   * A moment before the request was opened, by `performance.now()`. The rows are this gateway's while it has held its
   * lease since then.
   */
  readonly heldSince: number;
};

export type NewRequest = { readonly draft: RequestDraft } & Pick<
  OpenRequest,
  'callbackUrl' | 'mark' | 'heldSince'
>;

export type VendorRequestDeps = {
  /** The channel and its writer as they are now. A reload replaces them. */
  readonly current: () => ChannelWriter;
  readonly callbackUrlOf: (channel: Channel, secret: string) => string;
  readonly channels: Pick<Channels, 'use'>;
  readonly startWrite: StartWrite;
  readonly journal: Pick<Journal, 'noteExchange' | 'requestById' | 'holdsLease' | 'stockOfProducts'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Pick<Telemetry, 'sending'>;
  readonly onResult: (result: SendResult, items: number, durationMs: number) => void;
};

/** What the journal opens a request with. Each request of a vendor that calls back gets a callback secret of its own. */
export const newRequest = ({
  current,
  clock,
  callbackUrlOf,
}: Pick<VendorRequestDeps, 'current' | 'clock' | 'callbackUrlOf'>): NewRequest => {
  const { channel, writer } = current();
  const { timeoutMs, callbackTimeoutMs } = channel.limits;
  const secret = writer.callsBack ? newCallbackSecret() : null;
  const callbackHash = secret && callbackHashOf(secret);
  const sentAt = clock.now();
  return {
    draft: {
      channel: channel.id,
      kind: writer.kind,
      sentAt,
      callbackHash,
      deadline: sentAt + timeoutMs + (writer.callsBack ? callbackTimeoutMs : 0),
      guard: guardOf(channel),
    },
    heldSince: performance.now(),
    callbackUrl: secret && callbackUrlOf(channel, secret),
    mark: callbackHash && markOf(callbackHash),
  };
};

/** Sends an open request once. Gives `leaseLost` if another gateway may own its rows now. Nothing was sent then. */
export type Send = (request: OpenRequest) => Promise<SendResult>;

export const createSend = (deps: VendorRequestDeps): Send => {
  const { current, clock, channels, startWrite, journal, log, telemetry, onResult } = deps;

  const complete = createCompleteRows(journal);

  /** An adapter that throws has a bug. Its rows must still end, so the throw becomes a result. */
  const callWriter = async (request: OpenRequest, changes: readonly Change[]): Promise<SendResult> => {
    const mayStart = (): boolean => journal.holdsLease(request.heldSince);
    try {
      return await startWrite(async (startCall) => {
        // After a long pause of this process another gateway may own the rows, and may have sent newer values.
        if (!mayStart()) return leaseLost;
        // Read after the wait for the start: credentials that were replaced since are not used.
        const { channel, writer } = current();
        const sending = { ...request, channel: channel.key, kind: writer.kind };
        return channels.use(channel, () =>
          telemetry.sending(sending, (callbackUrl) =>
            writer.send(changes, { callbackUrl, mark: request.mark, mayStart, startCall }),
          ),
        );
      });
    } catch (error) {
      const { channel, writer } = current();
      log.error(
        { err: error, channel: channel.key, kind: writer.kind, vendorRequest: request.id },
        'A bug in the vendor adapter interrupted a request',
      );
      return adapterFailed;
    }
  };

  return async (request) => {
    const { id } = request;
    const changes = request.rows.map((row) => row.change);
    const completed = needsValues(changes) ? await complete(changes) : changes;
    const startedAt = performance.now();
    const result = await callWriter(request, completed);
    if (result === leaseLost) return result;
    onResult(result, changes.length, performance.now() - startedAt);
    if (result.type !== 'unavailable') return result;
    const { channel, writer } = current();
    if (!result.mayHaveApplied || !writer.callsBack) return result;
    // The response is lost. From this write on the journal gives a callback to the rows and no longer stores it.
    await journal.noteExchange(id, failedOutcome(result), result.exchange, clock.now(), true);
    // A callback that was stored before shows that the vendor accepted the request.
    const body = (await journal.requestById(id))?.earlyCallback ?? null;
    const early = body === null ? null : channel.readCallback?.(body);
    return early
      ? { type: 'accepted', vendorRequestId: early.vendorRequestId, exchange: result.exchange }
      : result;
  };
};
