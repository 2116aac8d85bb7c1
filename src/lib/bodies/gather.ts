/**
 * The largest number of pieces of one body. A body of 8 MiB in packets of 1,400 bytes has 6,000 pieces. Each piece costs
 * the reader some microseconds, so a body of very small pieces is refused.
 */
export const maxPieces = 20_000;

export type Added = 'more' | 'too-large' | 'too-many-pieces';

export type Gather = {
  /** Adds one piece. After any result except `more`, the body is refused and no piece may be added. */
  add(piece: Buffer): Added;
  /** All the bytes so far. */
  bytes(): Buffer;
};

const smallestBlock = 4 * 1024;

/**
 * Joins the pieces of a body as they arrive. A piece is an object of some hundred bytes and keeps the whole network
 * buffer that it is part of, so a body that is kept in one-byte pieces would cost a hundred times its size.
 */
export const createGather = (maxBytes: number, pieces = maxPieces): Gather => {
  let block: Buffer = Buffer.alloc(0);
  let size = 0;
  let count = 0;

  const makeRoom = (needed: number): void => {
    if (needed <= block.length) return;
    const larger = Buffer.allocUnsafeSlow(
      Math.max(smallestBlock, needed, Math.min(2 * block.length, maxBytes)),
    );
    block.copy(larger, 0, 0, size);
    block = larger;
  };

  return {
    add: (piece) => {
      count += 1;
      if (size + piece.length > maxBytes) return 'too-large';
      if (count > pieces) return 'too-many-pieces';
      if (count === 1) {
        // Most bodies come in one piece, which is not copied.
        block = piece;
      } else {
        makeRoom(size + piece.length);
        piece.copy(block, size);
      }
      size += piece.length;
      return 'more';
    },
    bytes: () => block.subarray(0, size),
  };
};
