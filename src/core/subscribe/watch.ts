/**
 * An iterator of events that are created when the reader asks for the next one. It listens from the first request on,
 * and stops when its reader leaves, also while a request waits. It supports one reader with one request at a time.
 *
 * It is a class, because ten thousand watches may wait at the same time. A Repeater takes two kilobytes for each.
 */
export abstract class Watch<Event> implements AsyncIterableIterator<Event, undefined> {
  #unlisten: (() => void) | null = null;
  #wakeReader: (() => void) | null = null;
  #woken = false;
  #ended = false;
  #left = false;

  /** Begins to listen. Returns the function that stops it. */
  protected abstract listen(): () => void;

  /** Gives the next event. Null if there is none until `wake` is called. */
  protected abstract take(): Event | null | Promise<Event | null>;

  /** To be called when `take` may have an event. */
  protected wake(): void {
    this.#woken = true;
    this.#wakeReader?.();
    this.#wakeReader = null;
  }

  /** No event comes after the one that is being taken. */
  protected end(): void {
    this.#ended = true;
    this.#unlisten?.();
    this.#unlisten = null;
    this.wake();
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    try {
      while (!this.#ended) {
        this.#unlisten ??= this.listen();
        this.#woken = false;
        const event = await this.take();
        if (this.#left) break;
        if (event !== null) return { done: false, value: event };
        if (!this.#woken) await this.#woke();
      }
    } catch (error) {
      this.end();
      throw error;
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    this.#left = true;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #woke(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeReader = resolve;
    });
  }
}
