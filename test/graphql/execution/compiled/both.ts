import { type DocumentNode, type ExecutionResult, execute } from 'graphql';
import type { Gateway } from '../../../../src/core/gateway.ts';
import type { Caller } from '../../../../src/domain/caller.ts';
import {
  type ItemFailure,
  invalidItem,
  outcomeUnknown,
  vendorUnavailable,
} from '../../../../src/domain/failure.ts';
import { asChannelId, asLocationId, asOperationId, asOptionId } from '../../../../src/domain/ids.ts';
import { createContext } from '../../../../src/graphql/context.ts';
import { asBadRequest } from '../../../../src/graphql/errors.ts';
import { createCompiledExecution } from '../../../../src/graphql/execution/compiled/execution.ts';
import { createInterpreter, type Execution } from '../../../../src/graphql/execution/execute.ts';
import { schema } from '../../../../src/graphql/schema.ts';
import { fakeGateway } from '../../fake-gateway.ts';
import {
  at,
  caller,
  confirmationChange,
  globalLink,
  item,
  limits,
  operation,
  product,
  productChange,
  smaregi,
  stockLevel,
} from '../../fixtures.ts';
import type { Variables } from '../../run.ts';

const failed = (failure: ItemFailure) => ({ state: 'FAILED', failure }) as const;

/** Every kind of field that can be requested, and that a mutation may return. */
export const fullFake = () => {
  const fake = fakeGateway({
    operations: [1, 2, 3].map((id) => operation(id, id === 2 ? { completedAt: at } : {})),
    products: [
      ...['product-001', 'product-002', '5'].map((id) => product(id)),
      product('8000001', smaregi),
      // Its channel is not configured, so it has no channel to return.
      product('left', asChannelId('brightmall')),
    ],
    levels: [
      { ...stockLevel('567', 40), locationId: asLocationId('8') },
      stockLevel('568', -2),
      { ...stockLevel('product-001', 4, globalLink), optionId: asOptionId('opt-1') },
    ],
    locations: [{ channel: smaregi, locationId: asLocationId('8'), name: 'Ginza', kind: 'SHOP' }],
    items: [
      item(0, {
        state: 'APPLIED',
        receipt: { kind: 'STOCK_SET', vendorReference: null },
        evidence: 'VENDOR_READ',
        at,
      }),
      item(
        1,
        {
          state: 'APPLIED',
          receipt: { kind: 'PRODUCT_REPLACEMENT', shopType: 'SMART_STORE', vendorUpdatedAt: null },
          evidence: 'ACKNOWLEDGED_WRITE',
          at,
        },
        productChange,
      ),
      item(2, failed(vendorUnavailable('RATE_LIMITED', 'Too fast.', { retryAfter: 7 }))),
      item(3, { state: 'OUTCOME_UNKNOWN', failure: outcomeUnknown('No answer.') }, confirmationChange),
      item(4, failed(invalidItem('UNKNOWN_CHANNEL', ['channel'], 'There is no channel nowhere.'))),
      item(5, { state: 'SUPERSEDED', by: asOperationId(2) }),
      item(6, { state: 'QUEUED', deadline: at }),
    ],
    pending: ['store:["567","8"]'],
  });
  fake.world.answer = { type: 'accepted', operation: operation(3), items: fake.world.items, replayed: true };
  return fake;
};

export const fullGateway = () => fullFake().gateway;

const gateways = { full: fullGateway() };

export type Asked = {
  readonly document: DocumentNode;
  readonly variables?: Variables;
  readonly operationName?: string;
  readonly gateway?: Gateway;
  readonly as?: Caller;
  /** Shared between documents if there are many. */
  readonly execution?: ReturnType<typeof createCompiledExecution>;
  /** The number of fields that an answer may contain. */
  readonly fields?: number;
  /** The inputs that the gateway received. */
  readonly submissions?: readonly unknown[];
};

const interpret = createInterpreter(schema);

/** The answer of the executor of graphql-js, with the code that a refused document gets. */
const executed = async (args: Execution): Promise<ExecutionResult> => {
  const result = await execute(args);
  return 'data' in result ? result : { errors: result.errors?.map(asBadRequest) ?? [] };
};

/**
 * The answer of compiled code, the answer of the executor, and the answer of the executor with a prepared operation.
 * `interpreted` counts how often the executor ran for the compiled answer, and `submitted` what the gateway received.
 */
export const bothWays = async ({
  document,
  variables = {},
  operationName,
  gateway = gateways.full,
  as = caller,
  submissions = [],
  fields = limits.cost,
  execution = createCompiledExecution(schema, 1),
}: Asked) => {
  await execution.load();
  const before = execution.size();
  const args = () => ({
    schema,
    document,
    variableValues: variables,
    operationName,
    contextValue: createContext(gateway, as, { ...limits, cost: fields }),
  });
  let interpreted = 0;
  const answer = await execution.run(args(), (rest) => {
    interpreted += 1;
    return interpret(rest);
  });
  const compiled = execution.size() - before;
  const submitted = submissions.length;
  await interpret(args());
  return {
    submitted,
    compiled,
    interpreted,
    answer: JSON.stringify(answer),
    prepared: JSON.stringify(await interpret(args())),
    expected: JSON.stringify(await executed(args())),
  };
};
