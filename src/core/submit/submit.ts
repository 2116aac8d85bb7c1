import type { ItemLimits } from '../../domain/item-limits.ts';
import type { OperationKind } from '../../domain/operation.ts';
import type { DraftItem } from '../../ports/journal/acceptance.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type {
  Checked,
  CheckOf,
  CheckOfSkus,
  Refused,
  RepairSubmission,
  SkuSubmission,
  Submission,
  Submitted,
} from '../gateway.ts';
import { createSkuItems } from '../skus/sku-items.ts';
import { type AcceptDeps, createAccept, createAdmit } from './accept.ts';
import { createDryRun } from './dry-run.ts';
import { fingerprintOfSkus } from './idempotency.ts';
import type { InputOf } from './inputs.ts';
import { optionsIn } from './items/product-change.ts';
import { createValidateItem, createValidateItems } from './items/validate-items.ts';
import { refused } from './refusals.ts';
import { createRepairItems, repairUse } from './repair-items.ts';
import { createRespond, type RespondDeps } from './respond.ts';

export type SubmitDeps = Omit<AcceptDeps, 'validateItems'> &
  RespondDeps & {
    readonly journal: Pick<
      Journal,
      | 'stockLevels'
      | 'drifts'
      | 'pendingTargets'
      | 'products'
      | 'skus'
      | 'stockOfProducts'
      | 'locations'
      | 'pollPosition'
    >;
    readonly itemLimits: ItemLimits;
    readonly maxItems: number;
  };

/** The number of options in the items. Each one is a stock level in the journal and an event for subscribers. */
const optionsOf = (items: readonly InputOf[OperationKind][]): number => {
  let count = 0;
  for (const item of items) {
    if ('options' in item && item.options) count += item.options.length;
    else if ('optionGroups' in item) count += optionsIn(item.optionGroups);
  }
  return count;
};

const itemsPath: readonly string[] = ['input', 'items'];
const targetsPath: readonly string[] = ['input', 'targets'];

type Limits = Pick<SubmitDeps, 'maxItems' | 'itemLimits'>;

/** Why a mutation has too many of `things`; null if it does not. */
const tooMany = (things: string, limit: number, provided: number, path = itemsPath): Refused | null =>
  provided <= limit
    ? null
    : refused({
        code: 'TOO_MANY_ITEMS',
        message: `At most ${limit} ${things}: split the list. Nothing was accepted.`,
        ...{ path, limit, provided },
      });

const tooManyItems = (provided: number, { maxItems }: Pick<Limits, 'maxItems'>): Refused | null =>
  tooMany('items a mutation', maxItems, provided);

const tooManyOptions = (provided: number, { itemLimits }: Limits): Refused | null =>
  tooMany('options a mutation, those of all items together', itemLimits.optionsOfMutation, provided);

/** Why a mutation is too large; null if it is not. */
const sizeRefusal = (items: readonly InputOf[OperationKind][], limits: Limits): Refused | null =>
  tooManyItems(items.length, limits) ?? tooManyOptions(optionsOf(items), limits);

/** Why a mutation has too many listings; null if it does not. */
const tooManyDrafts = (drafts: readonly DraftItem[], limits: Limits): Refused | null => {
  const options = drafts.reduce(
    (sum, draft) =>
      sum + ('change' in draft && draft.change.kind === 'STOCK_SET' ? draft.change.options.length : 0),
    0,
  );
  return (
    tooMany('items a mutation, and each listing of a SKU is one', limits.maxItems, drafts.length) ??
    tooManyOptions(options, limits)
  );
};

/** Handles a mutation: accepts it, queues its items, and waits for their outcomes. */
export const createSubmit = (deps: SubmitDeps) => {
  const { journal } = deps;
  const validateItem = createValidateItem(deps.channels, deps.itemLimits);
  const validateItems = createValidateItems(validateItem);
  const accept = createAccept({ ...deps, validateItems });
  const admit = createAdmit(deps);
  const skuItems = createSkuItems({ ...deps, validateItem });
  const dryRun = createDryRun(deps);
  const repairItems = createRepairItems({ ...deps, validateItems, limits: deps.itemLimits });
  const respond = createRespond(deps);

  const submit = async <Kind extends OperationKind>(submission: Submission<Kind>): Promise<Submitted> => {
    const { items } = submission;
    const tooLarge = sizeRefusal(items, deps);
    if (tooLarge) return tooLarge;
    return respond(await accept(submission), { ...submission, itemsPath, provided: items.length });
  };

  const setSkuStock = async (submission: SkuSubmission): Promise<Submitted> => {
    const { client, items, channels, idempotencyKey: key } = submission;
    const tooManySkus = tooManyItems(items.length, deps);
    if (tooManySkus) return tooManySkus;
    // The key is looked up before the listings are read, because a repeated call gives the same operation in any case.
    const idempotency = key === null ? null : { key, fingerprint: fingerprintOfSkus(items), scope: '' };
    const earlier = idempotency && (await journal.earlierUse(client, idempotency));
    const options = { ...submission, itemsPath };
    if (earlier) return respond(earlier, { ...options, provided: items.length });
    const drafts = await skuItems(items, channels);
    const tooLarge = tooManyDrafts(drafts, deps);
    if (tooLarge) return tooLarge;
    const accepted = await admit({ client, kind: 'STOCK_SET', items: drafts, idempotency });
    return respond(accepted, { ...options, provided: drafts.length });
  };

  const repairDrift = async (submission: RepairSubmission): Promise<Submitted> => {
    const { client, targets, channels, idempotencyKey: key } = submission;
    const tooLarge = tooMany('targets a mutation', deps.maxItems, targets.length, targetsPath);
    if (tooLarge) return tooLarge;
    const idempotency = key === null ? null : { key, ...repairUse(targets, deps.channels) };
    // The key is looked up before the drift is read, because the first repair may have ended it.
    const earlier = idempotency && (await journal.earlierUse(client, idempotency));
    const options = { ...submission, itemsPath: targetsPath, provided: targets.length };
    if (earlier) return respond(earlier, options);
    const items = await repairItems(targets, channels);
    const accepted = await admit({ client, kind: 'STOCK_SET', items, idempotency });
    return respond(accepted, options);
  };

  return {
    submit,
    setSkuStock,
    repairDrift,
    /** Checks a mutation without accepting it. */
    check: async <Kind extends OperationKind>(submission: CheckOf<Kind>): Promise<Checked> => {
      const { kind, items, channels } = submission;
      return (
        sizeRefusal(items, deps) ?? {
          type: 'checked',
          items: await dryRun(validateItems(kind, items, channels)),
        }
      );
    },
    checkSkuStock: async ({ items, channels }: CheckOfSkus): Promise<Checked> => {
      const tooManySkus = tooManyItems(items.length, deps);
      if (tooManySkus) return tooManySkus;
      const drafts = await skuItems(items, channels);
      return tooManyDrafts(drafts, deps) ?? { type: 'checked', items: await dryRun(drafts) };
    },
  };
};
