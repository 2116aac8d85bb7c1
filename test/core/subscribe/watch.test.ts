import { describe, expect, it } from 'vitest';
import { Watch } from '../../../src/core/subscribe/watch.ts';

/** Numbers in the order of `publish`. Each take waits for `read`. */
class Numbers extends Watch<number> {
  listeners = 0;
  read: Promise<void> | null = null;
  readonly #numbers: number[] = [];

  protected listen(): () => void {
    this.listeners += 1;
    return () => {
      this.listeners -= 1;
    };
  }

  protected async take(): Promise<number | null> {
    const number = this.#numbers.shift() ?? null;
    await this.read;
    if (number === 0) this.end();
    return number;
  }

  publish(number: number): void {
    this.#numbers.push(number);
    this.wake();
  }
}

const over = { done: true, value: undefined };

describe('a watch', () => {
  it('listens from the first read to the end', async () => {
    const numbers = new Numbers();
    expect(numbers.listeners).toBe(0);
    const first = numbers.next();
    expect(numbers.listeners).toBe(1);
    numbers.publish(7);
    expect(await first).toEqual({ done: false, value: 7 });
    numbers.publish(0);
    expect(await numbers.next()).toEqual({ done: false, value: 0 });
    expect(numbers.listeners).toBe(0);
    expect(await numbers.next()).toEqual(over);
    expect(numbers.listeners).toBe(0);
  });

  it('removes the listener of a reader that leaves while it waits', async () => {
    const numbers = new Numbers();
    const waiting = numbers.next();
    await Promise.resolve();
    await numbers.return();
    expect(await waiting).toEqual(over);
    expect(numbers.listeners).toBe(0);
    expect(await numbers.next()).toEqual(over);
  });

  it('gives nothing to a reader that has left', async () => {
    const numbers = new Numbers();
    numbers.publish(7);
    const read = Promise.withResolvers<void>();
    numbers.read = read.promise;
    const waiting = numbers.next();
    await numbers.return();
    read.resolve();
    expect(await waiting).toEqual(over);
  });

  it('reads again what was published during an empty read', async () => {
    const numbers = new Numbers();
    const read = Promise.withResolvers<void>();
    numbers.read = read.promise;
    const waiting = numbers.next();
    numbers.publish(7);
    read.resolve();
    expect(await waiting).toEqual({ done: false, value: 7 });
  });

  it('removes its listener if a read fails', async () => {
    const numbers = new Numbers();
    numbers.read = Promise.reject(new Error('the journal is gone'));
    await expect(numbers.next()).rejects.toThrow('the journal is gone');
    expect(numbers.listeners).toBe(0);
    expect(await numbers.next()).toEqual(over);
  });
});
