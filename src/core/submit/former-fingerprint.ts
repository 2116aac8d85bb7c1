import { createHash } from 'node:crypto';
import { asChannelId, keyOf } from '../../domain/ids.ts';
import type { OperationKind } from '../../domain/operation.ts';
import type { DraftItem } from '../../ports/acceptance.ts';
import type { OptionGroupInput } from './inputs.ts';

type Item = { readonly optionGroups?: readonly OptionGroupInput[] | null | undefined };

/** The numbers of option groups as they were called when these fingerprints were made. */
const asCalledThen = (item: Item): object => {
  if (!item.optionGroups) return item;
  const optionGroups = item.optionGroups.map((group) => ({
    ...group,
    names: group.names.map(({ groupOptionId, name }) => ({ id: groupOptionId, name })),
    options: group.options.map((option) => ({
      ...option,
      names: option.names.map(({ groupOptionId, name }) => ({ groupId: groupOptionId, name })),
    })),
  }));
  return { ...item, optionGroups };
};

/**
 * The fingerprint as journals hold it of requests that came before the rule of `fingerprint.ts`: of the changes that the
 * settings of that time made of the items. Only such stored fingerprints are compared with it.
 */
export const formerFingerprintOf = (
  kind: OperationKind,
  items: readonly object[],
  judged: readonly DraftItem[],
): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        [kind, judged.map((draft, at) => ('change' in draft ? draft.change : asCalledThen(items[at] ?? {})))],
        (name, value: unknown) =>
          name === 'channel' && typeof value === 'string' ? keyOf(asChannelId(value)) : (value ?? undefined),
      ),
    )
    .digest('base64url');
