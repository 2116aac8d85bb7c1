import type { Submitted } from '../../../src/core/gateway.ts';
import type { OperationId } from '../../../src/domain/ids.ts';
import type { Item } from '../../../src/domain/item.ts';
import { isRepair } from './check-repairs.ts';
import type { Call, ClientLog, Request } from './client-log.ts';
import type { StoredOperation } from './examine.ts';
import { valueIn } from './inputs.ts';

type Accepted = Extract<Submitted, { type: 'accepted' }>;

const acceptedIn = ({ answer }: Call): Accepted | null => (answer?.type === 'accepted' ? answer : null);
const operationsOf = ({ calls }: Request): readonly OperationId[] =>
  calls.flatMap((call) => acceptedIn(call)?.operation.id ?? []);

/** A target that one mutation names twice belongs to neither item. */
const isRepeated = ({ submission, specs }: Request, index: number): boolean => {
  const spec = specs[index];
  const isTaken = (channel: string | undefined): boolean =>
    submission.kind === 'INVENTORY_CONFIRMATION'
      ? channel === 'brightmall'
      : channel !== 'brightmall' && channel !== 'unknown';
  return (
    isTaken(spec?.channel) &&
    specs.filter(({ channel, id }) => channel === spec?.channel && id === spec?.id).length > 1
  );
};

const codeOf = ({ progress }: Item): string | null =>
  progress.state === 'FAILED' ? progress.failure.code : null;

const checkItem = (request: Request, items: readonly Item[], index: number): readonly string[] => {
  const spec = request.specs[index];
  const item = items[index];
  const where = `Item ${index} of ${JSON.stringify(request.values)}`;
  if (!spec || !item || item.index !== index) return [`${where} was not answered in its place`];
  const code = codeOf(item);
  if (item.target.listing?.sku !== spec.sku)
    return [`${where} is answered for the SKU ${item.target.listing?.sku}, not ${spec.sku}`];
  const found: string[] = [];
  if (item.target.channel !== spec.channel) found.push(`${where} is answered for ${item.target.channel}`);
  if (item.change && valueIn(item.change) !== request.values[index])
    found.push(`${where} has another's value`);
  if ((spec.channel === 'unknown') !== (code === 'UNKNOWN_CHANNEL')) found.push(`${where}: ${code}`);
  if (isRepeated(request, index) !== (code === 'DUPLICATE_TARGET'))
    found.push(`${where} is repeated: ${code}`);
  const isBad = ['missing-001', 'strange-001', '404404'].includes(spec.id) || /\[40[49]\]$/u.test(spec.id);
  if (isBad && item.progress.state === 'APPLIED')
    found.push(`${where} was applied to what the vendor refuses`);
  return found;
};

/** N answers for N items; one operation per key and input, and one that was accepted first. */
const checkRequest = (
  request: Request,
  kept: ReadonlyMap<OperationId, StoredOperation>,
): readonly string[] => {
  const { calls, specs, values } = request;
  const ids = new Set(operationsOf(request));
  const answers = calls.map(acceptedIn).filter((answer) => answer !== null);
  const name = `The mutation of ${JSON.stringify(values)}`;
  const found = answers.flatMap(({ items }) =>
    items.length === specs.length
      ? specs.flatMap((_, index) => checkItem(request, items, index))
      : [`${name} was answered for ${items.length} items`],
  );
  const first = answers.filter(({ replayed }) => !replayed).length;
  const isLost = calls.some(({ answer }) => answer === null);
  if (ids.size > 1) found.push(`${name} became operations ${[...ids].join(', ')}`);
  if (first > 1 || (first === 0 && ids.size > 0 && !isLost)) found.push(`${name} was new ${first} times`);
  const held = [...kept.values()].filter(
    (stored) =>
      stored.operation.retryOf === null &&
      !isRepair(stored) &&
      stored.items.some(({ change }) => change && values.includes(valueIn(change))),
  );
  if (held.length > 1) found.push(`${name} is in the journal ${held.length} times`);
  if (held.length > 0 && calls.every(({ answer }) => answer?.type === 'refused')) {
    found.push(`${name} was refused and accepted`);
  }
  return found;
};

/** A used key accepts no other input, and an unused one accepts any. */
const aboutKey = (key: string, requests: readonly Request[]): readonly string[] =>
  requests.flatMap((request) =>
    request.calls.flatMap((call) => {
      const others = requests.filter((other) => other !== request);
      const isTaken = others.some((other) =>
        other.calls.some((earlier) => acceptedIn(earlier) && earlier.answeredAt < call.startedAt),
      );
      if (isTaken && acceptedIn(call)) return [`${key} was accepted with another input`];
      if (call.answer?.type !== 'refused') return [];
      const [error] = call.answer.errors;
      const isExpected =
        error?.code === 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' && others.some(({ calls }) => calls.length > 0);
      return isExpected ? [] : [`${key} was refused: ${error?.code}`];
    }),
  );

export const checkCalls = (
  { requests }: ClientLog,
  kept: ReadonlyMap<OperationId, StoredOperation>,
): readonly string[] => {
  const byKey = Map.groupBy(requests, ({ submission }) => submission.idempotencyKey);
  return [
    ...requests.flatMap((request) => checkRequest(request, kept)),
    ...[...byKey].flatMap(([key, own]) => (key === null ? [] : aboutKey(key, own))),
  ];
};
