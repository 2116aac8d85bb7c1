import type { OperationId } from '../../domain/ids.ts';
import { operationStatus } from '../../domain/operation.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { OperationEvent } from '../gateway.ts';
import type { SharedReads } from '../query/shared-reads.ts';
import { Watch } from './watching.ts';

type Parts = { readonly journal: Pick<SharedReads, 'operationSince'>; readonly bus: EventBus };

class OperationWatch extends Watch<OperationEvent> {
  readonly #id: OperationId;
  readonly #parts: Parts;
  #sequence: number;
  #first = true;
  #changed = true;

  constructor(id: OperationId, after: number, parts: Parts) {
    super();
    this.#id = id;
    this.#sequence = after;
    this.#parts = parts;
  }

  protected listen(): () => void {
    return this.#parts.bus.onOperationChanged(this.#id, () => {
      this.#changed = true;
      this.wake();
    });
  }

  protected async take(): Promise<OperationEvent | null> {
    while (this.#changed) {
      this.#changed = false;
      const found = await this.#parts.journal.operationSince(this.#id, this.#sequence);
      if (!found) {
        this.end();
        return null;
      }
      const { operation, items } = found;
      const completed = operationStatus(operation) === 'COMPLETED';
      if (completed) this.end();
      if (!this.#first && !completed && operation.sequence <= this.#sequence) continue;
      this.#first = false;
      this.#sequence = operation.sequence;
      return { sequence: operation.sequence, operation, items, completed };
    }
    return null;
  }
}

/**
 * Events of an operation after `after`, to its end: first what is there, then whatever changes. A slow reader gets
 * several changes in one event and misses none.
 */
export const watchOperation = (id: OperationId, after: number, parts: Parts): Watch<OperationEvent> =>
  new OperationWatch(id, after, parts);
