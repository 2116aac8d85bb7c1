/**
 * Events that are made when their reader asks for the next one. It listens from the first question on, and lets go the
 * moment its reader leaves, also while that waits. One reader, one question at a time. One object where
 * a Repeater is two kilobytes of closures and promises: ten thousand of these wait at the same time.
 */
export abstract class Watch<Event> implements AsyncIterableIterator<Event, undefined> {
  #unlisten: (() => void) | null = null;
  #wakeReader: (() => void) | null = null;
  #woken = false;
  #ended = false;
  #left = false;

  /** Begins to listen; returns what ends that. */
  protected abstract listen(): () => void;

  /** The next event; null where there is none until `wake` is called. */
  protected abstract take(): Event | null | Promise<Event | null>;

  /** There may be something to take. */
  protected wake(): void {
    this.#woken = true;
    this.#wakeReader?.();
    this.#wakeReader = null;
  }

  /** Nothing comes after what is being taken. */
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
