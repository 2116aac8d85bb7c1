import { type Sku, skuCodeOf } from '../../domain/sku.ts';
import { assertNever } from '../../lib/assert-never.ts';
import { cutText } from '../../lib/text.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { SkuRefusal } from '../../ports/journal/skus.ts';
import type { Channels } from '../channels/channels.ts';
import type { DeletedSkus, DeleteSkus, Gateway, SavedSkus, SaveSkus, UserError } from '../gateway.ts';
import { userError } from '../submit/refusals.ts';
import { skuError, validateSkus } from './validate-skus.ts';

export type SkusDeps = {
  readonly channels: Pick<Channels, 'named'>;
  readonly journal: Pick<Journal, 'saveSkus' | 'deleteSkus'>;
  /** The most SKUs of one mutation. */
  readonly maxItems: number;
};

/** Listings of one mutation, for each SKU that it may have. */
const listingsPerItem = 5;

const tooMany = (field: string, things: string, limit: number, provided: number): UserError =>
  userError({
    code: 'TOO_MANY_ITEMS',
    message: `At most ${limit} ${things} are taken in one mutation: split the list. Nothing was changed.`,
    path: ['input', field],
    limit,
    provided,
  });

const noItems = (field: string): UserError =>
  userError({
    code: 'NO_ITEMS',
    message: 'The request holds no item: send at least one.',
    path: ['input', field],
  });

const closed =
  'The SKU has listings on channels that this key may not use. A key that may use all its channels can change it.';

const refusalError = (refusal: SkuRefusal, { channels }: Pick<SaveSkus, 'channels'>): UserError => {
  switch (refusal.type) {
    case 'closed':
      return skuError(refusal.index, { code: 'UNKNOWN_CHANNEL', path: ['code'], message: closed });
    case 'taken': {
      // Another SKU may be one that a caller with few channels does not know.
      const owner = channels ? 'another SKU' : `the SKU ${JSON.stringify(cutText(refusal.by))}`;
      return skuError(refusal.index, {
        code: 'INVALID_VALUE',
        path: ['listings', String(refusal.listing)],
        message: `The listing belongs to ${owner}. Remove it there first, or in the same mutation.`,
      });
    }
    default:
      return assertNever(refusal);
  }
};

const byIndex = (a: UserError, b: UserError): number => Number(a.path?.[2] ?? 0) - Number(b.path?.[2] ?? 0);

/** Saves and deletes SKUs. Each one is saved completely or not at all. */
export const createSkus = ({
  channels,
  journal,
  maxItems,
}: SkusDeps): Pick<Gateway, 'saveSkus' | 'deleteSkus'> => ({
  saveSkus: async ({ items, channels: allowed }: SaveSkus): Promise<SavedSkus> => {
    const refused = (error: UserError): SavedSkus => ({ skus: items.map(() => null), errors: [error] });
    if (items.length === 0) return refused(noItems('items'));
    if (items.length > maxItems)
      return { skus: [], errors: [tooMany('items', 'SKUs', maxItems, items.length)] };
    const listings = items.reduce((sum, item) => sum + item.listings.length, 0);
    if (listings > listingsPerItem * maxItems)
      return refused(
        tooMany('items', 'listings (those of all SKUs together)', listingsPerItem * maxItems, listings),
      );
    const { drafts, errors } = validateSkus(items, {
      channelNamed: channels.named,
      allowed,
    });
    const refusals = drafts.length > 0 ? await journal.saveSkus(drafts, { channels: allowed }) : [];
    const skus: (Sku | null)[] = items.map(() => null);
    const unsaved = new Set(refusals.map(({ index }) => index));
    for (const { index, code, listings: own } of drafts)
      if (!unsaved.has(index)) skus[index] = { code, listings: own };
    const all = [...errors, ...refusals.map((refusal) => refusalError(refusal, { channels: allowed }))];
    return { skus, errors: all.sort(byIndex) };
  },

  deleteSkus: async ({ codes, channels: allowed }: DeleteSkus): Promise<DeletedSkus> => {
    if (codes.length === 0) return { codes: [], errors: [noItems('codes')] };
    if (codes.length > maxItems)
      return { codes: [], errors: [tooMany('codes', 'codes', maxItems, codes.length)] };
    const places = new Map<string, number>();
    for (const [at, code] of codes.entries()) if (!places.has(code)) places.set(code, at);
    const known = [...places.keys()].flatMap((code) => skuCodeOf(code) ?? []);
    const refusals = known.length > 0 ? await journal.deleteSkus(known, { channels: allowed }) : [];
    const kept = new Map<string | undefined, string>(refusals.map(({ index, type }) => [known[index], type]));
    const deleted: string[] = [];
    const errors: UserError[] = [];
    const knownCodes = new Set<string>(known);
    for (const [code, at] of places) {
      const refusal = knownCodes.has(code) ? kept.get(code) : 'unknown';
      const path = ['input', 'codes', String(at)];
      if (refusal === undefined) deleted.push(code);
      else if (refusal === 'closed')
        errors.push(userError({ code: 'UNKNOWN_CHANNEL', path, message: `${closed} It was not deleted.` }));
      else {
        const message = `There is no SKU with the code ${JSON.stringify(cutText(code))}. Nothing was deleted for it.`;
        errors.push(userError({ code: 'NOT_FOUND', path, message }));
      }
    }
    return { codes: deleted, errors };
  },
});
