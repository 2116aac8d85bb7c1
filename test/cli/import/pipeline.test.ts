import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../../src/cli/import/send/chunks.ts';
import type { Outcome } from '../../../src/cli/import/send/outcome.ts';
import { runChunks, type Send } from '../../../src/cli/import/send/pipeline.ts';

const outcome: Outcome = {
  ...{ status: 'APPLIED', code: '', message: '', retryable: null, vendorCode: '', operationId: '' },
};

/** A chunk with one item for this target. */
const chunkOf = (firstRow: number, target = `t${firstRow}`): Chunk => {
  const item = { channel: 'c', productId: target, quantity: 1 };
  const row = {
    ...{
      line: firstRow + 2,
      channel: 'c',
      productId: target,
      locationId: '',
      optionId: '',
      quantityText: '1',
    },
    ...{ quantity: 1, more: null, options: null, refusal: null },
  };
  const entries = [{ rows: [row], item, refusals: [], target }];
  return { firstRow, rowCount: 1, entries, items: [item], targets: new Set([target]) };
};

async function* chunksOf(
  count: number,
  end?: Error,
  targetOf?: (at: number) => string,
): AsyncGenerator<Chunk> {
  for (let at = 0; at < count; at += 1) yield chunkOf(at, targetOf?.(at));
  if (end) throw end;
}

const run = async (
  chunks: AsyncIterable<Chunk>,
  send: Send,
  write: (firstRow: number) => void = () => {},
  stopping = new AbortController().signal,
) => {
  const written: number[] = [];
  const end = await runChunks(chunks, {
    ...{ send, stopping },
    write: async ({ firstRow }) => {
      write(firstRow);
      written.push(firstRow);
    },
  }).catch((error: unknown) => error);
  return { end, written };
};

const soon = () => new Promise((resolve) => setImmediate(resolve));
const done: Send = async () => ({ type: 'done', outcomes: [outcome] });

describe('the chunks of an import', () => {
  it('are written in their order, whatever order they end in', async () => {
    const sent: number[] = [];
    const { end, written } = await run(chunksOf(9), async ({ firstRow }, onAccepted) => {
      sent.push(firstRow);
      onAccepted();
      for (let turn = 0; turn < 20 - firstRow * 2; turn += 1) await soon();
      return { type: 'done', outcomes: [outcome] };
    });
    expect(end).toBeNull();
    expect(sent).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(written).toEqual(sent);
  });

  it('wait for the acceptance of earlier chunks with the same target, and of the first chunk', async () => {
    const open = new Set<string>();
    let most = 0;
    await run(
      chunksOf(12, undefined, (at) => `t${at % 2}`),
      async ({ targets, firstRow }, onAccepted) => {
        const [target = ''] = targets;
        expect(open.has(target)).toBe(false);
        open.add(target);
        if (firstRow === 0) expect(open.size).toBe(1);
        most = Math.max(most, open.size);
        await soon();
        open.delete(target);
        onAccepted();
        await soon();
        return { type: 'done', outcomes: [outcome] };
      },
    );
    expect(most).toBe(2);
  });

  it('that were sent before a fault of the file are written, and the fault is thrown', async () => {
    const fault = new Error('line 7');
    const { end, written } = await run(chunksOf(3, fault), done);
    expect(end).toBe(fault);
    expect(written).toEqual([0, 1, 2]);
  });

  it('end with the first one that is not sent', async () => {
    const stop = { type: 'unreachable', reason: 'gone' } as const;
    const { end, written } = await run(chunksOf(50), async (chunk, onAccepted) =>
      chunk.firstRow === 2 ? { type: 'stopped', stop } : done(chunk, onAccepted),
    );
    expect(end).toEqual(stop);
    expect(written).toEqual([0, 1]);
  });

  it('end when one cannot be written, or sending one fails', async () => {
    const full = new Error('ENOSPC');
    const unwritten = await run(chunksOf(500), done, (firstRow) => {
      if (firstRow === 2) throw full;
    });
    expect(unwritten).toEqual({ end: full, written: [0, 1] });
    const unsent = await run(chunksOf(500), async (chunk, onAccepted) => {
      if (chunk.firstRow === 2) throw full;
      return done(chunk, onAccepted);
    });
    expect(unsent).toEqual({ end: full, written: [0, 1] });
  });

  it('end with a signal', async () => {
    const stopping = new AbortController();
    const { end, written } = await run(
      chunksOf(500),
      done,
      (firstRow) => {
        if (firstRow === 3) stopping.abort();
      },
      stopping.signal,
    );
    expect(end).toEqual({ type: 'stopped' });
    expect(written.length).toBeGreaterThan(3);
    expect(written.length).toBeLessThan(50);
  });

  it('with refused rows only are not sent', async () => {
    const refusal = { code: 'INVALID_VALUE', message: 'x' } as const;
    const chunk = chunkOf(0);
    const entries = chunk.entries.map((entry) => ({ ...entry, item: null, refusals: [refusal] }));
    const refused = { ...chunk, entries, items: [], targets: new Set<string>() };
    const { end, written } = await run(
      (async function* () {
        yield refused;
      })(),
      () => Promise.reject(new Error('sent')),
    );
    expect(end).toBeNull();
    expect(written).toEqual([0]);
  });
});
