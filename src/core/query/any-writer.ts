import type { Change, ChangeOf } from '../../domain/change.ts';
import type { OperationKind } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Channel, Delivery, SendResult, Writer } from '../../ports/channel.ts';

/** A writer for code that carries changes of every kind. */
export type AnyWriter = {
  readonly kind: OperationKind;
  readonly maxRowsPerRequest: number;
  readonly callsBack: boolean;
  shapeOf(change: Change): string;
  send(changes: readonly Change[], delivery: Delivery): Promise<SendResult>;
};

export const toAnyWriter = <Kind extends OperationKind>(writer: Writer<Kind>): AnyWriter => {
  const own = (change: Change): ChangeOf<Kind> => {
    if (change.kind !== writer.kind) throw new Error(`A writer of ${writer.kind} was given a ${change.kind}`);
    return change as ChangeOf<Kind>;
  };
  return {
    kind: writer.kind,
    maxRowsPerRequest: writer.maxRowsPerRequest,
    callsBack: writer.callsBack,
    shapeOf: (change) => writer.shapeOf(own(change)),
    send: (changes, delivery) => writer.send(changes.map(own), delivery),
  };
};

/** The channel's writer of a kind; null where it takes none. */
export const anyWriterOf = ({ writers }: Channel, kind: OperationKind): AnyWriter | null => {
  switch (kind) {
    case 'STOCK_UPDATE':
      return writers.STOCK_UPDATE ? toAnyWriter(writers.STOCK_UPDATE) : null;
    case 'PRODUCT_UPDATE':
      return writers.PRODUCT_UPDATE ? toAnyWriter(writers.PRODUCT_UPDATE) : null;
    case 'INVENTORY_CONFIRMATION':
      return writers.INVENTORY_CONFIRMATION ? toAnyWriter(writers.INVENTORY_CONFIRMATION) : null;
    default:
      return assertNever(kind);
  }
};
