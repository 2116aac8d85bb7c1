import type { Submitted } from '../../../src/core/gateway.ts';
import type { Change } from '../../../src/domain/changes/change.ts';
import type { OperationId } from '../../../src/domain/ids.ts';
import type { Item } from '../../../src/domain/item.ts';
import type { VendorWrite } from '../support/breaches.ts';
import type { ClientLog, Repair } from './client-log.ts';
import { unknownProduct } from './clients.ts';
import type { StoredOperation } from './examine.ts';
import { valueIn } from './inputs.ts';
import { historyOf } from './losses.ts';

type Accepted = Extract<Submitted, { type: 'accepted' }>;

export const isRepair = (stored: StoredOperation | undefined): boolean =>
  stored?.items.some(({ target }) => target.productId === unknownProduct) ?? false;

const acceptedIn = ({ answers }: Repair): readonly Accepted[] =>
  answers.flatMap((answer) => (answer?.type === 'accepted' ? answer : []));

/** Clients that repair nothing never expect less than nothing. */
const ifQuantityOf = (change: Change): number => (change.kind === 'STOCK_SET' ? (change.ifQuantity ?? 0) : 0);

const checkItem = (item: Item, productId: string, writes: readonly VendorWrite[]): readonly string[] => {
  const { change, progress } = item;
  const where = `The repair of ${productId} (${JSON.stringify(progress)})`;
  const code = progress.state === 'FAILED' ? progress.failure.code : null;
  if (productId === unknownProduct) return code === 'PRODUCT_NOT_FOUND' ? [] : [`${where} was accepted`];
  if (item.target.productId !== productId) return [`${where} is answered for ${item.target.productId}`];
  if (!change) return code === 'NO_DRIFT' ? [] : [`${where} was refused`];
  if (change.kind !== 'STOCK_SET') return [`${where} is a ${change.kind}`];
  const history = historyOf(productId, writes);
  const held = history.flatMap((write) => (write.isSilent && !write.isReported ? [] : write.value));
  const lost = history.flatMap((write) => (write.isSilent && !write.isReported ? write.value : []));
  return [
    ...(held.includes(valueIn(change)) ? [] : [`${where} sets ${valueIn(change)}, which was never there`]),
    ...(lost.includes(change.ifQuantity ?? 0) ? [] : [`${where} expects ${change.ifQuantity}`]),
  ];
};

const checkRepair = (
  repair: Repair,
  kept: ReadonlyMap<OperationId, StoredOperation>,
  writes: readonly VendorWrite[],
): readonly string[] => {
  const answers = acceptedIn(repair);
  const ids = [...new Set(answers.map(({ operation }) => operation.id))];
  const isLost = repair.answers.some((answer) => answer === null);
  const refused = repair.answers.filter((answer) => answer?.type === 'refused');
  const first = answers.filter(({ replayed }) => !replayed).length;
  const targets = [...repair.targets, unknownProduct];
  return [
    ...(refused.length > 0 ? [`${repair.key} was refused: ${JSON.stringify(refused)}`] : []),
    ...(ids.length === 1 ? [] : [`${repair.key} became the operations ${ids.join() || 'none'}`]),
    ...(first === 1 || (first === 0 && isLost) ? [] : [`${repair.key} was new ${first} times`]),
    ...ids.flatMap((id) => {
      const items = kept.get(id)?.items ?? [];
      if (items.length !== targets.length) return [`${repair.key} has ${items.length} items`];
      return items.flatMap((item, at) => checkItem(item, targets[at] ?? '', writes));
    }),
  ];
};

/**
 * Checks that a repair is accepted once, that it names only levels that the vendor lost, and that a client sent each
 * repair that the journal has.
 */
export const checkRepairs = (
  { repairs, requests }: ClientLog,
  kept: ReadonlyMap<OperationId, StoredOperation>,
  writes: readonly VendorWrite[],
): readonly string[] => {
  const named = new Set(repairs.flatMap(acceptedIn).map(({ operation }) => operation.id));
  const sent = new Set(requests.flatMap(({ values }) => values));
  const isStrange = ({ operation, items }: StoredOperation): boolean =>
    operation.retryOf === null &&
    !named.has(operation.id) &&
    items.some(({ change }) => change && (!sent.has(valueIn(change)) || ifQuantityOf(change) < 0));
  const strange = [...kept.values()].filter(isStrange);
  return [
    ...repairs.flatMap((repair) => checkRepair(repair, kept, writes)),
    ...strange.map(({ operation }) => `No client asked for operation ${operation.id}`),
  ];
};
