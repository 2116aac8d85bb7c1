import type { Socket } from 'node:net';

/** The number of interim responses "100 Continue" that are skipped before one final response. */
const mostContinues = 20;

/** The bytes of an interim response that are held until it is complete. */
const longestHead = 4 * 1024;

/** The end of the head at the start of `bytes`, or -1 while it is incomplete. */
const endOfHead = (bytes: Buffer): number => {
  const end = bytes.indexOf('\r\n\r\n');
  return end < 0 ? -1 : end + 4;
};

const statusLine = /^HTTP\/1\.[01] (?<status>\d{3})/u;
/** The length of a match of `statusLine`. */
const statusLineLength = 'HTTP/1.1 100'.length;

/**
 * Removes each "100 Continue" from the data before a response. RFC 9110 section 15.2 lets a server send one that
 * the client did not request, and requires clients to skip it; undici 8 closes the connection instead. Other interim
 * responses (102, 103) stay: undici skips them.
 */
export const createContinueFilter = () => {
  let atHead = false;
  let passed = 0;
  let held: Buffer = Buffer.alloc(0);

  const release = (bytes: Buffer): Buffer => {
    atHead = false;
    return bytes;
  };

  return {
    /** A request is sent: the next data begins with the head of its response. */
    expectHead: (): void => {
      atHead = true;
      passed = 0;
    },
    /** Returns the part of the arrived bytes that is not an interim response. */
    filter: (piece: Buffer): Buffer => {
      if (!atHead) return piece;
      let bytes = held.length > 0 ? Buffer.concat([held, piece]) : piece;
      held = Buffer.alloc(0);
      const kept: Buffer[] = [];
      while (atHead && bytes.length > 0) {
        const start = bytes.subarray(0, statusLineLength).toString('latin1');
        const status = statusLine.exec(start)?.groups?.['status'] ?? null;
        const isInterim = status?.startsWith('1') && status !== '101';
        const mayBecomeOne =
          status === null && bytes.length < statusLineLength && 'HTTP/1.'.startsWith(start.slice(0, 7));
        if (!isInterim && !mayBecomeOne) return release(Buffer.concat([...kept, bytes]));
        const end = endOfHead(bytes);
        if (end < 0) {
          if (bytes.length > longestHead) return release(Buffer.concat([...kept, bytes]));
          held = bytes;
          break;
        }
        if (status === '100') passed += 1;
        if (passed > mostContinues) return release(Buffer.concat([...kept, bytes]));
        if (status !== '100') kept.push(bytes.subarray(0, end));
        bytes = bytes.subarray(end);
      }
      return Buffer.concat(kept);
    },
  };
};

/**
 * Makes a connection of undici skip "100 Continue". undici receives data by `read` and sends by `write`: both are its
 * documented use of the socket that a connector returns.
 */
export const skipContinue = <Connection extends Socket>(socket: Connection): Connection => {
  const filter = createContinueFilter();
  const read = socket.read.bind(socket);
  const write = socket.write.bind(socket) as (...parts: readonly unknown[]) => boolean;
  return Object.assign(socket, {
    read: (size?: number): unknown => {
      let piece: unknown = read(size);
      while (piece instanceof Buffer) {
        const left = filter.filter(piece);
        if (left.length > 0) return left;
        piece = read(size);
      }
      return piece;
    },
    write: (...parts: readonly unknown[]): boolean => {
      filter.expectHead();
      return write(...parts);
    },
  });
};
