import { EventEmitter } from 'node:events';
import type { StockKey } from '../../domain/stock.ts';
import type { EventBus } from '../../ports/event-bus.ts';

/** The event bus of a gateway that has its journal for itself. */
export const createInProcessBus = (): EventBus => {
  const operations = new EventEmitter().setMaxListeners(0);
  const stock = new EventEmitter<{ changed: [StockKey] }>().setMaxListeners(0);
  return {
    operationChanged: (id) => void operations.emit(String(id)),
    stockChanged: (key) => void stock.emit('changed', key),
    onOperationChanged: (id, listener) => {
      operations.on(String(id), listener);
      return () => operations.off(String(id), listener);
    },
    onStockChanged: (listener) => {
      stock.on('changed', listener);
      return () => stock.off('changed', listener);
    },
    // No other gateway exists that could leave work.
    onWorkLeft: () => () => {},
  };
};
