import PQueue from 'p-queue';
import { keyOf, type RequestId } from '../../domain/ids.ts';
import type { RowOutcome } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { CallbackMessage, Vendor } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { AwaitedRequest } from '../../ports/requests.ts';
import type { Channels } from '../channels.ts';
import type { Announce } from '../subscribe/publish.ts';
import { callbackHashOf } from './callback-secret.ts';
import type { Deadlines } from './deadlines.ts';

/** What became of a callback. Only TAKEN and EARLY move anything; a BUSY one is not looked at and may come again. */
export const callbackResults = [
  'TAKEN',
  'EARLY',
  'UNKNOWN_SECRET',
  'UNREADABLE',
  'MISMATCH',
  'BUSY',
] as const;
export type CallbackResult = (typeof callbackResults)[number];

/** The JSON of a callback's body, or the reason why it was not read. */
export type CallbackBody<Unread extends string = never> =
  | { readonly type: 'body'; readonly value: unknown }
  | { readonly type: 'unread'; readonly reason: Unread };

export type CallbackParts = {
  readonly channels: Pick<Channels, 'get' | 'last' | 'named'>;
  readonly journal: Pick<Journal, 'requestByCallback' | 'requestById' | 'keepEarlyCallback' | 'settle'>;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly deadlines: Deadlines;
  readonly redeliver: (request: AwaitedRequest, rows: readonly ItemRef[]) => void;
};

export type Callbacks = {
  /**
   * Takes what was posted to the callback URL with `secret`. It looks the secret up first, and reads the body only of a
   * callback that a request waits for. So a caller without a secret cannot make the gateway read anything.
   */
  receive<Unread extends string = never>(
    vendor: Vendor,
    secret: string,
    readBody: () => Promise<CallbackBody<Unread>>,
  ): Promise<CallbackResult | Unread>;
  /** Takes a callback that was kept because it came before its request was answered. */
  conclude(id: RequestId, body: unknown): Promise<CallbackResult>;
};

/** Secrets that are looked up at a time: a flood of wrong ones must leave the database's connections to the work. */
const maxLookups = 4;
/** When so many wait for their lookup, further ones are BUSY. */
const maxWaitingLookups = 2_000;

type Row = AwaitedRequest['rows'][number];
type FailedMessage = Extract<CallbackMessage, { type: 'failed' }>;

export const createCallbacks = (parts: CallbackParts): Callbacks => {
  const { channels, journal, clock, announce, deadlines } = parts;

  /** The secret proves what a callback is for, so any channel of the key may read it, also one of another account. */
  const readerOf = ({ channel }: AwaitedRequest) => channels.last(channel) ?? channels.named(keyOf(channel));

  const settle = async (
    { id, rows }: AwaitedRequest,
    ended: readonly (ItemRef & { readonly outcome: RowOutcome })[],
    release: readonly ItemRef[] = [],
  ): Promise<void> => {
    const told = new Set([...ended, ...release].map(({ operationId, index }) => `${operationId}/${index}`));
    const open = rows.filter(
      (row) =>
        row.state === 'AWAITING_CALLBACK' && row.current && !told.has(`${row.operationId}/${row.index}`),
    );
    announce(
      await journal.settle({
        requestId: id,
        at: clock.now(),
        outcome: 'CALLED_BACK',
        exchange: null,
        rows: ended,
        release,
      }),
    );
    // A row that the callback leaves out goes on waiting, until the deadline.
    if (open.length === 0) deadlines.done(id);
  };

  const applied = (request: AwaitedRequest, message: Extract<CallbackMessage, { type: 'applied' }>) => {
    const at = clock.now();
    const ended = request.rows.flatMap(({ operationId, index, change, current }) => {
      const outcome = current ? message.receiptFor(change, at) : null;
      return outcome ? [{ operationId, index, outcome }] : [];
    });
    return settle(request, ended);
  };

  /** The vendor applied nothing: the row it blames fails, and the others are sent again without it. */
  const failed = async (request: AwaitedRequest, message: FailedMessage): Promise<void> => {
    const blamed = request.rows.length === 1 ? request.rows[0] : request.rows[message.row ?? -1];
    const isWaiting = (row: Row) =>
      row.current && (row.state === 'AWAITING_CALLBACK' || row.state === 'SENDING');
    const others = request.rows.filter((row) => row !== blamed && isWaiting(row));
    // Those whose end was unknown by now are told it; a newer value may have gone out since, so none is sent again.
    const late = request.rows.filter(
      (row) => row !== blamed && row.current && row.state === 'OUTCOME_UNKNOWN',
    );
    const ended = [
      ...(blamed ? [{ ...refOf(blamed), outcome: message.failureFor(blamed.change) }] : []),
      ...late.map((row) => ({ ...refOf(row), outcome: message.collateralFor(row.change) })),
    ];
    // Rows of a channel that is not configured here now are not sent again: they wait for a gateway that has it.
    const isReleased = blamed !== undefined || channels.get(request.channel) === undefined;
    await settle(request, ended, isReleased ? others.map(refOf) : []);
    if (isReleased || others.length === 0) return;
    // Nobody is blamed: the halves are sent by themselves, until each bad row stands alone.
    const middle = Math.ceil(others.length / 2);
    parts.redeliver(request, others.slice(0, middle));
    parts.redeliver(request, others.slice(middle));
  };

  const take = async (request: AwaitedRequest, body: unknown): Promise<CallbackResult> => {
    const message = readerOf(request)?.readCallback?.(body) ?? null;
    if (!message) return 'UNREADABLE';
    // Not answered yet: nothing shows that the callback is for this request until the vendor says its id.
    if (request.vendorRequestId === null && (await journal.keepEarlyCallback(request.id, body)))
      return 'EARLY';
    const latest = request.vendorRequestId === null ? await journal.requestById(request.id) : request;
    if (!latest) return 'UNKNOWN_SECRET';
    if (latest.vendorRequestId !== null && latest.vendorRequestId !== message.vendorRequestId)
      return 'MISMATCH';
    await (message.type === 'applied' ? applied(latest, message) : failed(latest, message));
    return 'TAKEN';
  };

  const lookups = new PQueue({ concurrency: maxLookups });
  return {
    receive: async (vendor, secret, readBody) => {
      if (lookups.size >= maxWaitingLookups) return 'BUSY';
      const found = await lookups.add(() => journal.requestByCallback(callbackHashOf(secret)));
      if (!found || readerOf(found)?.vendor !== vendor) return 'UNKNOWN_SECRET';
      const body = await readBody();
      if (body.type === 'unread') return body.reason;
      // Reading may take as long as a slow sender takes: the request may have moved on meanwhile.
      const request = await journal.requestById(found.id);
      return request ? take(request, body.value) : 'UNKNOWN_SECRET';
    },
    conclude: async (id, body) => {
      const request = await journal.requestById(id);
      return request ? take(request, body) : 'UNKNOWN_SECRET';
    },
  };
};

const refOf = ({ operationId, index }: Row): ItemRef => ({ operationId, index });
