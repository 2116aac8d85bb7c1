import type { OperationId } from '../domain/ids.ts';
import type { StockKey } from '../domain/stock.ts';

/** Notifies subscribers that something changed. An event carries ids only. The subscriber reads the journal. */
export type EventBus = {
  operationChanged(id: OperationId): void;
  stockChanged(key: StockKey): void;
  /** These return the function that removes the listener. */
  onOperationChanged(id: OperationId, listener: () => void): () => void;
  onStockChanged(listener: (key: StockKey) => void): () => void;
  /** Calls the listener when a gateway leaves work that another gateway may recover. */
  onWorkLeft(listener: () => void): () => void;
};
