import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageProgress } from '../../../src/http/security/message-progress.ts';

type Frame = { readonly isFinal: boolean; readonly isControl: boolean; readonly length: number };

/** A masked frame, as a client sends it. */
const bytesOf = ({ isFinal, isControl, length }: Frame): Buffer => {
  const first = (isFinal ? 0x80 : 0) | (isControl ? 0x9 : 0x1);
  const extended = length > 65_535 ? 8 : 2;
  const head = Buffer.alloc(length < 126 ? 2 : 2 + extended);
  head[0] = first;
  head[1] = 0x80 | (length < 126 ? length : extended === 2 ? 126 : 127);
  if (length > 65_535) head.writeBigUInt64BE(BigInt(length), 2);
  else if (length >= 126) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, Buffer.alloc(4 + length, 0x55)]);
};

const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    isFinal: fc.boolean(),
    isControl: fc.constant(false),
    length: fc.constantFrom(0, 1, 125, 126, 300, 65_535, 65_536, 70_000),
  }),
  fc.record({ isFinal: fc.constant(true), isControl: fc.constant(true), length: fc.nat(125) }),
);

describe('the progress of a message on a WebSocket', () => {
  it('is incomplete from the first byte to the last, for any division of the bytes', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 90_000 })),
        (frames, cuts) => {
          const bytes = Buffer.concat(frames.map(bytesOf));
          const sizes = cuts.length > 0 ? cuts : [bytes.length || 1];
          const progress = createMessageProgress();
          let last = { hasEnded: false, isIncomplete: false };
          let ended = 0;
          for (let at = 0, cut = 0; at < bytes.length; cut += 1) {
            const next = at + (sizes[cut % sizes.length] ?? 1);
            last = progress.add(bytes.subarray(at, next));
            if (last.hasEnded) ended += 1;
            at = next;
          }
          const messages = frames.filter(({ isFinal, isControl }) => isFinal && !isControl).length;
          const isOpen = frames.findLast(({ isControl }) => !isControl)?.isFinal === false;
          expect(last.isIncomplete).toBe(isOpen);
          expect(ended > 0).toBe(messages > 0);
        },
      ),
    );
  });

  it('is incomplete in the middle of a header and of a payload', () => {
    const bytes = bytesOf({ isFinal: true, isControl: false, length: 300 });
    for (let at = 1; at < bytes.length; at += 1) {
      expect(createMessageProgress().add(bytes.subarray(0, at))).toEqual({
        hasEnded: false,
        isIncomplete: true,
      });
    }
    expect(createMessageProgress().add(bytes)).toEqual({ hasEnded: true, isIncomplete: false });
  });
});
