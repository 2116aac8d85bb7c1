import type { AdjustmentChange } from '../../domain/changes/change.ts';
import type { VendorStockEntry } from '../../ports/vendor-reads.ts';

/**
 * The entry of the vendor's stock history which proves that the vendor applied this adjustment. Null without a proof.
 *
 * Another client of the vendor may have added the same quantity, and a till may have sold it. So only an entry with the mark
 * of the request counts: no other request has it. The entry must also have the quantity of the change. Several entries with
 * the mark are a contradiction, because the request names each stock once, and prove nothing.
 *
 * A missing entry never proves that the vendor did not apply the change: it processes requests later, and no page states
 * when the history is complete.
 */
export const provenBy = (
  { delta }: Pick<AdjustmentChange, 'delta'>,
  mark: string,
  entries: readonly VendorStockEntry[],
): VendorStockEntry | null => {
  const marked = entries.filter((entry) => entry.mark === mark);
  const [first] = marked;
  const isOne = marked.every((entry) => entry.reference === first?.reference && entry.delta === delta);
  return first && isOne ? first : null;
};
