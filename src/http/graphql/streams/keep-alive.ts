/** The number of ticks between two messages on a stream. */
const ticks = 12;

export type KeepAlive<Stream> = {
  add(stream: Stream): void;
  remove(stream: Stream): void;
};

/**
 * Calls `send` for each stream every twelve ticks (twelve seconds by default), so that no proxy closes an idle stream.
 * All streams share one timer, which runs only while there are streams. Each tick serves its own part of them, because
 * writing to ten thousand at once would delay everything else.
 */
export const createKeepAlive = <Stream extends object>(
  send: (stream: Stream) => void,
  tickMs = 1_000,
): KeepAlive<Stream> => {
  const groups = Array.from({ length: ticks }, () => new Set<Stream>());
  let now = 0;
  let timer: NodeJS.Timeout | null = null;

  const tick = (): void => {
    now = (now + 1) % ticks;
    groups[now]?.forEach(send);
  };

  return {
    add: (stream) => {
      groups[now]?.add(stream);
      timer ??= setInterval(tick, tickMs).unref();
    },
    remove: (stream) => {
      for (const group of groups) group.delete(stream);
      if (!timer || groups.some(({ size }) => size > 0)) return;
      clearInterval(timer);
      timer = null;
    },
  };
};
