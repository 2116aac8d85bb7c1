import type { OperationId } from '../domain/ids.ts';
import type { StockKey } from '../domain/stock.ts';

/** A hint that something changed. It carries ids only: whoever hears it reads the journal. */
export type EventBus = {
  operationChanged(id: OperationId): void;
  stockChanged(key: StockKey): void;
  /** They return the function that ends the listening. */
  onOperationChanged(id: OperationId, listener: () => void): () => void;
  onStockChanged(listener: (key: StockKey) => void): () => void;
  /** Tells that a gateway has left work behind, which another may take over; returns as the others do. */
  onWorkLeft(listener: () => void): () => void;
};
