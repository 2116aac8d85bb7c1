import type { Chunk } from './chunks.ts';
import { type Outcome, outcomeOfRefusal, type Stop } from './outcome.ts';

/** The outcomes of the items of a chunk, in their order. */
export type Sent =
  | { readonly type: 'done'; readonly outcomes: readonly Outcome[] }
  | { readonly type: 'stopped'; readonly stop: Stop };

/** Sends a chunk. It calls `onAccepted` as soon as a later chunk may change the same targets. */
export type Send = (chunk: Chunk, onAccepted: () => void) => Promise<Sent>;

export type Steps = {
  readonly send: Send;
  /** Called for each chunk, in the order of the file, with the outcome of each row. */
  readonly write: (chunk: Chunk, outcomes: readonly Outcome[]) => Promise<void>;
  readonly stopping: AbortSignal;
};

/** Mutations without an answer. More of them do not make the gateway faster. */
const maxUnaccepted = 4;
/** Chunks without an outcome. They are kept in memory, because the results are in the order of the file. */
const maxUnwritten = 32;

/** The outcome of each row of a chunk. */
const outcomesOfRows = (chunk: Chunk, ofItems: readonly Outcome[]): readonly Outcome[] => {
  const outcomes: Outcome[] = [];
  let at = 0;
  for (const { rows, item, refusals } of chunk.entries) {
    if (!item) {
      outcomes.push(...refusals.map(outcomeOfRefusal));
      continue;
    }
    const outcome = ofItems[at];
    at += 1;
    if (!outcome) throw new Error('The answer has fewer results than items');
    for (let row = 0; row < rows.length; row += 1) outcomes.push(outcome);
  }
  return outcomes;
};

const sharesTarget = (chunk: Chunk, others: Iterable<Chunk>): boolean => {
  for (const other of others) for (const target of chunk.targets) if (other.targets.has(target)) return true;
  return false;
};

type End =
  | { readonly type: 'stopped'; readonly stop: Stop }
  | { readonly type: 'failed'; readonly error: unknown };

const stopOrThrow = (end: End | null): Stop | null => {
  if (end === null) return null;
  if (end.type === 'failed') throw end.error;
  return end.stop;
};

const nothingToSend: Sent = { type: 'done', outcomes: [] };

/**
 * Sends chunks, some at a time, and writes their outcomes in the order of the file. The gateway keeps the order of
 * acceptance for each target, so a chunk waits until every earlier chunk with one of its targets is accepted. The first
 * chunk goes alone: its answer shows whether the others may be sent. Gives null if all chunks were written. After a stop
 * or a failure, chunks that were sent before are still written, up to the first one without outcomes.
 */
export const runChunks = async (
  chunks: AsyncIterable<Chunk>,
  { send, write, stopping }: Steps,
): Promise<Stop | null> => {
  const unaccepted = new Map<Chunk, Promise<void>>();
  const unwritten: Promise<boolean>[] = [];
  /** Whether every chunk so far was written. */
  let tail: Promise<boolean> = Promise.resolve(true);
  let end: End | null = null;
  let isFirst = true;
  const fail = (error: unknown): void => {
    end ??= { type: 'failed', error };
  };

  const sendChunk = async (chunk: Chunk, onAccepted: () => void): Promise<Sent | null> => {
    try {
      const sent = chunk.items.length > 0 ? await send(chunk, onAccepted) : nothingToSend;
      if (sent.type === 'stopped') end ??= sent;
      return sent;
    } catch (error) {
      fail(error);
      return null;
    } finally {
      onAccepted();
    }
  };

  const writeChunk = async (
    chunk: Chunk,
    sending: Promise<Sent | null>,
    earlier: Promise<boolean>,
  ): Promise<boolean> => {
    const sent = await sending;
    if (!(await earlier) || sent?.type !== 'done') return false;
    try {
      await write(chunk, outcomesOfRows(chunk, sent.outcomes));
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  };

  const start = (chunk: Chunk): Promise<void> => {
    const { promise: accepted, resolve } = Promise.withResolvers<void>();
    unaccepted.set(chunk, accepted);
    const sending = sendChunk(chunk, () => {
      unaccepted.delete(chunk);
      resolve();
    });
    tail = writeChunk(chunk, sending, tail);
    unwritten.push(tail);
    return accepted;
  };

  try {
    for await (const chunk of chunks) {
      while (unaccepted.size >= maxUnaccepted || sharesTarget(chunk, unaccepted.keys()))
        await Promise.race(unaccepted.values());
      if (unwritten.length >= maxUnwritten) await unwritten.shift();
      if (stopping.aborted) end ??= { type: 'stopped', stop: { type: 'stopped' } };
      if (end) break;
      const accepted = start(chunk);
      if (isFirst && chunk.items.length > 0) {
        isFirst = false;
        await accepted;
      }
    }
  } catch (error) {
    fail(error);
  }
  await tail;
  return stopOrThrow(end);
};
