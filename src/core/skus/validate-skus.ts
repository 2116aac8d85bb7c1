import {
  asChannelKey,
  asLocationId,
  asOptionId,
  asProductId,
  asSkuCode,
  type ChannelKey,
} from '../../domain/ids.ts';
import { codeProblem, type Listing, maxListings } from '../../domain/sku.ts';
import { stockKeyText } from '../../domain/stock.ts';
import { countBy } from '../../lib/count-by.ts';
import { cutText } from '../../lib/text.ts';
import type { Channel, IdRule } from '../../ports/channel.ts';
import type { SkuDraft } from '../../ports/journal/skus.ts';
import type { UserError, UserErrorCode } from '../gateway.ts';
import { userError } from '../submit/refusals.ts';
import type { ListingInput, SkuInput } from './inputs.ts';

/** The channels by their keys, and those that the caller may use. */
export type ValidateSkusDeps = {
  channelNamed(key: ChannelKey): Pick<Channel, 'id' | 'writers'> | undefined;
  /** Null for all. */
  readonly allowed: ReadonlySet<ChannelKey> | null;
};

type Problem = {
  readonly code: UserErrorCode;
  readonly path: readonly string[];
  readonly message: string;
  readonly limit?: number;
  readonly provided?: number;
};

export const skuError = (index: number, problem: Problem): UserError =>
  userError({
    ...problem,
    message: `${problem.message} This SKU was not saved.`,
    path: ['input', 'items', String(index), ...problem.path],
  });

const invalid = (field: string, message: string): Problem => ({
  code: 'INVALID_VALUE',
  path: [field],
  message: `${field}: ${message}`,
});

const idProblem = (field: string, id: string, { pattern, description }: IdRule): Problem | null =>
  pattern.test(id) ? null : invalid(field, `Must be ${description}.`);

/** The first rule that a listing breaks, or the listing. */
const listingOf = (
  { channel: name, productId, locationId, optionId, buffer }: ListingInput,
  { channelNamed, allowed }: ValidateSkusDeps,
): Problem | Listing => {
  const key = asChannelKey(name);
  const channel = allowed?.has(key) === false ? undefined : channelNamed(key);
  if (!channel) {
    const none = allowed ? 'No channel that this key may use' : 'No channel';
    const message = `${none} is called ${JSON.stringify(cutText(name))}.`;
    return { code: 'UNKNOWN_CHANNEL', path: ['channel'], message };
  }
  const rules = channel.writers.STOCK_SET?.rules;
  if (!rules) return invalid('channel', `The channel ${name} takes no stock updates.`);
  const product = idProblem('productId', productId, rules.productId);
  if (product) return product;
  if (!rules.locationId && locationId != null)
    return invalid('locationId', 'The channel has no stores: leave it out.');
  if (rules.locationId && !locationId) return invalid('locationId', 'The channel needs the store.');
  const location =
    rules.locationId && locationId ? idProblem('locationId', locationId, rules.locationId) : null;
  if (location) return location;
  if (!rules.optionId && optionId != null)
    return invalid('optionId', 'The channel keeps no stock of options: leave it out.');
  const option = rules.optionId && optionId != null ? idProblem('optionId', optionId, rules.optionId) : null;
  if (option) return option;
  if (buffer != null && buffer < 0)
    return { ...invalid('buffer', 'A buffer is 0 or more.'), provided: buffer };
  return {
    channel: channel.id,
    productId: asProductId(productId),
    locationId: locationId == null ? null : asLocationId(locationId),
    optionId: optionId == null ? null : asOptionId(optionId),
    buffer: buffer ?? 0,
  };
};

const isProblem = (one: Problem | Listing): one is Problem => 'message' in one;

const under = (problem: Problem, listing: number): Problem => ({
  ...problem,
  path: ['listings', String(listing), ...problem.path],
});

/** The first rule that a SKU breaks on its own, or the SKU. */
const draftOf = (input: SkuInput, index: number, deps: ValidateSkusDeps): Problem | SkuDraft => {
  const { code, listings: given } = input;
  const problem = codeProblem(code);
  if (problem) return invalid('code', problem);
  if (given.length > maxListings) {
    const message = `listings: A SKU has at most ${maxListings} listings.`;
    return {
      ...{ code: 'INVALID_VALUE', path: ['listings'], message },
      ...{ limit: maxListings, provided: given.length },
    };
  }
  const listings: Listing[] = [];
  const seen = new Set<string>();
  for (const [at, one] of given.entries()) {
    const listing = listingOf(one, deps);
    if (isProblem(listing)) return under(listing, at);
    if (seen.size === seen.add(stockKeyText(listing)).size)
      return under(
        {
          code: 'INVALID_VALUE',
          path: [],
          message: 'The same listing stands twice in this SKU: send it once.',
        },
        at,
      );
    listings.push(listing);
  }
  return { index, code: asSkuCode(code), listings };
};

/**
 * Checks the SKUs of one input. A SKU that breaks a rule is refused alone. A code, or a listing, that several SKUs of the
 * input name refuses each of them, because it is unclear which one the caller meant.
 */
export const validateSkus = (
  items: readonly SkuInput[],
  deps: ValidateSkusDeps,
): { readonly drafts: readonly SkuDraft[]; readonly errors: readonly UserError[] } => {
  const codes = countBy(items, ({ code }) => code);
  const errors: UserError[] = [];
  const sound: SkuDraft[] = [];
  const claimed: string[] = [];
  for (const [index, item] of items.entries()) {
    const draft = draftOf(item, index, deps);
    if ('message' in draft) {
      errors.push(skuError(index, draft));
      continue;
    }
    claimed.push(...draft.listings.map(stockKeyText));
    const count = codes.get(item.code) ?? 1;
    if (count === 1) sound.push(draft);
    else {
      const message = `code: The code stands ${count} times in this input: send it once.`;
      errors.push(skuError(index, { code: 'DUPLICATE_CODE', path: ['code'], message }));
    }
  }
  const claims = countBy(claimed, (text) => text);
  const drafts = sound.filter(({ index, listings }) => {
    const at = listings.findIndex((listing) => (claims.get(stockKeyText(listing)) ?? 1) > 1);
    if (at < 0) return true;
    const message = 'Another SKU of this input has the same listing. A listing belongs to one SKU.';
    errors.push(skuError(index, under({ code: 'INVALID_VALUE', path: [], message }, at)));
    return false;
  });
  return { drafts, errors };
};
