/** Bytes of the longest frame header: two bytes, eight of a length, four of a mask. */
const longestHeader = 14;

const isFinalBit = 0x80;
const isMaskedBit = 0x80;
const isControlBit = 0x08;

/** Bytes of the extended payload length, by the length in the second byte of a header. */
const extendedBytes = (length: number): number => {
  if (length === 127) return 8;
  return length === 126 ? 2 : 0;
};

export type MessageProgress = {
  /** Whether a message ended in this chunk, and whether another one has begun and not ended. */
  add(chunk: Buffer): { readonly hasEnded: boolean; readonly isIncomplete: boolean };
};

/**
 * Follows the frame headers of a WebSocket (RFC 6455 section 5.2) to tell whether a message is incomplete. A message may
 * have many frames, with control frames between them. ws reports complete messages only. It checks the frames itself, so
 * a wrong frame needs no care here.
 */
export const createMessageProgress = (): MessageProgress => {
  const header = Buffer.alloc(longestHeader);
  let headerLength = 0;
  let payloadLeft = 0;
  let isBetweenFrames = false;

  const payloadOf = (length: number): number => {
    switch (extendedBytes(length)) {
      case 2:
        return header.readUInt16BE(2);
      case 8:
        return Number(header.readBigUInt64BE(2));
      default:
        return length;
    }
  };

  /** Takes one byte of a header; true when the header is complete. */
  const takeHeader = (byte: number): boolean => {
    header[headerLength] = byte;
    headerLength += 1;
    if (headerLength < 2) return false;
    const second = header.readUInt8(1);
    const length = second & 0x7f;
    const size = 2 + extendedBytes(length) + (second & isMaskedBit ? 4 : 0);
    if (headerLength < size) return false;
    headerLength = 0;
    payloadLeft = payloadOf(length);
    return true;
  };

  /** Takes the end of a frame; true when it ends a message. */
  const endFrame = (): boolean => {
    const first = header.readUInt8(0);
    if (first & isControlBit) return false;
    isBetweenFrames = (first & isFinalBit) === 0;
    return !isBetweenFrames;
  };

  return {
    add: (chunk) => {
      let hasEnded = false;
      let at = 0;
      while (at < chunk.length) {
        if (payloadLeft > 0) {
          const taken = Math.min(payloadLeft, chunk.length - at);
          payloadLeft -= taken;
          at += taken;
        } else {
          const isComplete = takeHeader(chunk.readUInt8(at));
          at += 1;
          if (!isComplete) continue;
        }
        if (payloadLeft === 0 && endFrame()) hasEnded = true;
      }
      return { hasEnded, isIncomplete: headerLength > 0 || payloadLeft > 0 || isBetweenFrames };
    },
  };
};
