import type { RequestId } from '../../domain/ids.ts';
import type { Channel, Delivery } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ClaimedRow, RequestDraft } from '../../ports/requests.ts';
import type { AnyWriter } from '../query/any-writer.ts';
import { callbackHashOf, newCallbackSecret } from './callback-secret.ts';

/** A request that its rows were in before. */
export type EarlierRequest = { readonly id: RequestId; readonly attempt: number };

/** A request whose rows are in flight. */
export type OpenRequest = EarlierRequest & {
  readonly rows: readonly ClaimedRow[];
  readonly callbackUrl: Delivery['callbackUrl'];
  /** Before it was opened, by `performance.now()`: its rows are this gateway's while it holds its lease since then. */
  readonly heldSince: number;
};

export type NewRequest = { readonly draft: RequestDraft } & Pick<OpenRequest, 'callbackUrl' | 'heldSince'>;

export type NewRequestParts = {
  /** One kind of write of a channel, as they are now. */
  readonly current: () => { readonly channel: Channel; readonly writer: AnyWriter };
  readonly clock: Clock;
  readonly callbackUrlOf: (channel: Channel, secret: string) => string;
};

/** What a request is opened with. Each has a callback secret of its own, of which the journal keeps the hash. */
export const createNewRequest =
  ({ current, clock, callbackUrlOf }: NewRequestParts): (() => NewRequest) =>
  () => {
    const { channel, writer } = current();
    const { timeoutMs, callbackTimeoutMs } = channel.limits;
    const secret = writer.callsBack ? newCallbackSecret() : null;
    const sentAt = clock.now();
    return {
      draft: {
        channel: channel.id,
        kind: writer.kind,
        sentAt,
        callbackHash: secret && callbackHashOf(secret),
        deadline: sentAt + timeoutMs + (writer.callsBack ? callbackTimeoutMs : 0),
      },
      heldSince: performance.now(),
      callbackUrl: secret && callbackUrlOf(channel, secret),
    };
  };
