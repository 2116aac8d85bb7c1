/** Ticks from one beat of a stream to its next. */
const ticks = 12;

export type Pulse<Stream> = {
  add(stream: Stream): void;
  remove(stream: Stream): void;
};

/**
 * Beats for each stream every twelve seconds (`tickMs` by default a second), so that nobody on the way takes it for dead.
 * One timer for all of them and none while there are none. Each tick has its own streams: ten thousand at once would be
 * felt.
 */
export const createPulse = <Stream extends object>(
  beat: (stream: Stream) => void,
  tickMs = 1_000,
): Pulse<Stream> => {
  const groups = Array.from({ length: ticks }, () => new Set<Stream>());
  let now = 0;
  let timer: NodeJS.Timeout | null = null;

  const tick = (): void => {
    now = (now + 1) % ticks;
    groups[now]?.forEach(beat);
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
