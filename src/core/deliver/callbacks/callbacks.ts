import PQueue from 'p-queue';
import { keyOf, type RequestId } from '../../../domain/ids.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import { type ItemRef, isRepeatable, isSameItem } from '../../../domain/operation.ts';
import type { CallbackMessage, Vendor } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal/journal.ts';
import type { AwaitedRequest } from '../../../ports/journal/requests.ts';
import type { Channels } from '../../channels/channels.ts';
import type { HandleChanges } from '../../journal/handle-changes.ts';
import { callbackHashOf } from '../send-request.ts';
import { halvesOf, unknownOf } from '../send-results.ts';
import type { AdjustedLevels } from './adjusted-levels.ts';
import { type AwaitedRow, type Deadlines, isAwaitingCallback } from './deadlines.ts';
import type { StockHistory } from './stock-history.ts';

/** The result of a callback. Only TAKEN and EARLY change anything. The vendor may send a BUSY one again. */
const callbackResults = ['TAKEN', 'EARLY', 'UNKNOWN_SECRET', 'UNREADABLE', 'MISMATCH', 'BUSY'] as const;
export type CallbackResult = (typeof callbackResults)[number];

/** The JSON of a callback's body, or the reason why it was not read. */
export type CallbackBody<Unread extends string = never> =
  | { readonly type: 'body'; readonly value: unknown }
  | { readonly type: 'unread'; readonly reason: Unread };

export type CallbacksDeps = {
  readonly channels: Pick<Channels, 'get' | 'configuredOrRemoved' | 'named'>;
  readonly journal: Pick<
    Journal,
    'requestByCallback' | 'requestById' | 'keepEarlyCallback' | 'keepCallback' | 'settle'
  >;
  readonly clock: Clock;
  readonly handleChanges: HandleChanges;
  readonly deadlines: Deadlines;
  readonly adjustedLevels: AdjustedLevels;
  readonly stockHistory: Pick<StockHistory, 'watch'>;
  /** Sends rows of a request again, as a request of their own. */
  readonly resend: (request: AwaitedRequest, rows: readonly ItemRef[]) => void;
};

export type Callbacks = {
  /**
   * Handles the body that a vendor posted to the callback URL with `secret`. It looks up the secret first, and reads the
   * body only if a request has that secret. So a caller without a secret cannot make the gateway read anything.
   */
  receive<Unread extends string = never>(
    vendor: Vendor,
    secret: string,
    readBody: () => Promise<CallbackBody<Unread>>,
  ): Promise<CallbackResult | Unread>;
  /** Takes a callback that was stored because it came before the response to its request. */
  takeEarly(id: RequestId, body: unknown): Promise<CallbackResult>;
};

/** The number of concurrent lookups of secrets. Wrong secrets must not use up the connections to the database. */
const maxLookups = 4;
/** If this many lookups wait, a further callback is BUSY. */
const maxWaitingLookups = 2_000;

type AppliedMessage = Extract<CallbackMessage, { type: 'applied' }>;
type FailedMessage = Extract<CallbackMessage, { type: 'failed' }>;

const refOf = ({ operationId, index }: AwaitedRow): ItemRef => ({ operationId, index });

export const createCallbacks = (deps: CallbacksDeps): Callbacks => {
  const { channels, journal, clock, handleChanges, deadlines, adjustedLevels } = deps;

  /** The secret proves which request a callback is for. So any channel of the key may read it, whatever its account. */
  const readerOf = ({ channel }: AwaitedRequest) =>
    channels.configuredOrRemoved(channel) ?? channels.named(keyOf(channel));

  const settle = async (
    { id, rows: all }: AwaitedRequest,
    rows: readonly (ItemRef & { readonly outcome: RowOutcome })[],
    release: readonly ItemRef[] = [],
  ): Promise<void> => {
    const settled = [...rows, ...release];
    const isOpen = all.some((row) => isAwaitingCallback(row) && !settled.some((one) => isSameItem(one, row)));
    const at = clock.now();
    handleChanges(
      await journal.settle({ requestId: id, at, outcome: 'CALLED_BACK', exchange: null, rows, release }),
    );
    // Rows that the callback leaves out wait until the deadline.
    if (!isOpen) deadlines.cancel(id);
  };

  /**
   * A callback has no quantities, so the stock after adjustments is read before they end. The callback is stored first: no
   * vendor sends it again if the gateway stops meanwhile.
   */
  const takeApplied = async (
    request: AwaitedRequest,
    message: AppliedMessage,
    body: unknown,
  ): Promise<void> => {
    const at = clock.now();
    const rows = request.rows.flatMap((row) => {
      const outcome = row.current ? message.receiptFor(row.change, at) : null;
      return outcome ? [{ ...refOf(row), change: row.change, outcome }] : [];
    });
    if (isRepeatable(request.kind)) return settle(request, rows);
    await journal.keepCallback(request.id, body);
    const channel = channels.get(request.channel);
    const withLevels = await adjustedLevels.withLevels(channel, rows);
    await settle(request, withLevels);
    await adjustedLevels.readMissing(channel, withLevels);
  };

  /** The rows of a failed request that may have been applied after all. Their outcome is unknown. */
  const inDoubt = ({ kind }: AwaitedRequest, rows: readonly AwaitedRow[]) =>
    rows.map((row) => {
      const message = 'The vendor reported that the request failed because of another row.';
      const outcome: RowOutcome = { state: 'OUTCOME_UNKNOWN', failure: unknownOf(kind, message) };
      return { ...refOf(row), outcome };
    });

  /** The vendor applied nothing. The row that it blames fails, and the others are sent again without it. */
  const takeFailed = async (request: AwaitedRequest, message: FailedMessage): Promise<void> => {
    const blamed = request.rows.length === 1 ? request.rows[0] : request.rows[message.row ?? -1];
    const notBlamed = request.rows.filter((row) => row !== blamed && row.current);
    const unfinished = notBlamed.filter((row) => isAwaitingCallback(row) || row.state === 'SENDING');
    const isInDoubt = message.othersMayHaveApplied === true && !isRepeatable(request.kind);
    const others = isInDoubt ? [] : unfinished;
    // A newer value may have been sent since these ended as unknown, so they end now and are not sent again.
    const late = isInDoubt ? [] : notBlamed.filter((row) => row.state === 'OUTCOME_UNKNOWN');
    const rows = [
      ...(isInDoubt ? inDoubt(request, unfinished) : []),
      ...(blamed ? [{ ...refOf(blamed), outcome: message.failureFor(blamed.change) }] : []),
      ...late.map((row) => ({ ...refOf(row), outcome: message.collateralFor(row.change) })),
    ];
    // Rows of a channel that is not configured here are released too, and wait for a gateway that has the channel.
    const isReleased = blamed !== undefined || channels.get(request.channel) === undefined;
    await settle(request, rows, isReleased ? others.map(refOf) : []);
    if (isInDoubt) deps.stockHistory.watch((await journal.requestById(request.id)) ?? request);
    if (isReleased) return;
    // The vendor blames no row. Halves are sent until each bad row is alone.
    for (const half of halvesOf(others)) if (half.length > 0) deps.resend(request, half);
  };

  const take = async (request: AwaitedRequest, body: unknown): Promise<CallbackResult> => {
    const message = readerOf(request)?.readCallback?.(body) ?? null;
    if (!message) return 'UNREADABLE';
    // Without the vendor's response its request id is not known, so the callback cannot be checked yet.
    if (request.vendorRequestId === null && (await journal.keepEarlyCallback(request.id, body)))
      return 'EARLY';
    const latest = request.vendorRequestId === null ? await journal.requestById(request.id) : request;
    if (!latest) return 'UNKNOWN_SECRET';
    if (latest.vendorRequestId !== null && latest.vendorRequestId !== message.vendorRequestId)
      return 'MISMATCH';
    await (message.type === 'applied' ? takeApplied(latest, message, body) : takeFailed(latest, message));
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
      // The request may have changed while a slow vendor sent the body.
      const request = await journal.requestById(found.id);
      return request ? take(request, body.value) : 'UNKNOWN_SECRET';
    },
    takeEarly: async (id, body) => {
      const request = await journal.requestById(id);
      return request ? take(request, body) : 'UNKNOWN_SECRET';
    },
  };
};
