import type { SkuCode } from '../../domain/ids.ts';
import { isOpenListing, isVisible, type Listing, type Sku } from '../../domain/sku.ts';
import { stockKeyText } from '../../domain/stock.ts';
import type { DeleteRefusal, SkuCaller, SkuDraft, SkuRefusal } from '../../ports/journal/skus.ts';

/** What a store loads for a save: the stored SKUs of the codes, and the owners of the listings that are claimed. */
export type LoadedSkus = {
  /** By code. A code that is missing is not stored. */
  readonly skus: ReadonlyMap<SkuCode, Sku>;
  /** By `stockKeyText`. A listing that is missing has no owner. */
  readonly owners: ReadonlyMap<string, SkuCode>;
};

export type SavedSkus = {
  /** The SKUs to write. All their old listings are deleted before any new one is written. */
  readonly put: readonly Sku[];
  readonly refused: readonly SkuRefusal[];
};

/** Whether the caller may use every channel of the listings. */
const isOpenTo = (listings: readonly Listing[], { channels }: SkuCaller): boolean =>
  listings.every((listing) => isOpenListing(listing, channels));

/**
 * Decides which SKUs are saved. A listing that belongs to another SKU refuses the SKU that claims it, unless the same save
 * takes the listing from its owner. If the owner is refused, it keeps its listings, so those that claim them are refused
 * as well.
 */
export const saveSkus = (
  drafts: readonly SkuDraft[],
  caller: SkuCaller,
  { skus, owners }: LoadedSkus,
): SavedSkus => {
  const refused = new Map<SkuCode, SkuRefusal>();
  const byCode = new Map(drafts.map((draft) => [draft.code, draft]));
  /** The claims on the listings of a SKU that is saved too. */
  const claims = new Map<SkuCode, SkuRefusal[]>();
  const waiting: SkuRefusal[] = [];

  for (const { code, index, listings } of drafts) {
    const stored = skus.get(code);
    if (stored && !isOpenTo(stored.listings, caller)) waiting.push({ type: 'closed', index });
    for (const [listing, key] of listings.entries()) {
      const by = owners.get(stockKeyText(key));
      if (by === undefined || by === code) continue;
      const claim: SkuRefusal = { type: 'taken', index, listing, by };
      if (!byCode.has(by)) waiting.push(claim);
      else claims.set(by, [...(claims.get(by) ?? []), claim]);
    }
  }
  const codes = new Map(drafts.map(({ index, code }) => [index, code]));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const code = codes.get(next.index);
    if (code === undefined || refused.has(code)) continue;
    refused.set(code, next);
    waiting.push(...(claims.get(code) ?? []));
  }
  return {
    put: drafts.filter(({ code }) => !refused.has(code)).map(({ code, listings }) => ({ code, listings })),
    refused: [...refused.values()].sort((a, b) => a.index - b.index),
  };
};

export type DeletedSkus = {
  readonly deleted: readonly SkuCode[];
  readonly refused: readonly DeleteRefusal[];
};

/** Decides which SKUs are deleted. A SKU that the caller may not know of does not exist for it. */
export const deleteSkus = (
  codes: readonly SkuCode[],
  caller: SkuCaller,
  { skus }: Pick<LoadedSkus, 'skus'>,
): DeletedSkus => {
  const deleted: SkuCode[] = [];
  const refused: DeleteRefusal[] = [];
  for (const [index, code] of codes.entries()) {
    const stored = skus.get(code);
    if (!stored || !isVisible(stored, caller.channels)) refused.push({ type: 'unknown', index });
    else if (!isOpenTo(stored.listings, caller)) refused.push({ type: 'closed', index });
    else deleted.push(code);
  }
  return { deleted, refused };
};
