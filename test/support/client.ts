import { vi } from 'vitest';
import {
  AdjustStock,
  CancelOperation,
  CatalogueSync,
  ConfirmInventory,
  OperationById,
  ReplaceProducts,
  RetryOperation,
  SetStock,
} from '../e2e/documents.ts';
import type {
  AnswerFragment,
  InventoryConfirmationInput,
  OperationByIdQuery,
  OutcomeFragment,
  ProductInput,
  RetryOperationInput,
  StockAdjustmentInput,
  StockQuantityInput,
} from '../e2e/generated/graphql.ts';
import type { TestApp } from './app.ts';
import { run } from './graphql.ts';

/** The options of the calls below. */
export type Manner = { readonly idempotencyKey?: string; readonly waitMs?: number };
export type Operation = NonNullable<OperationByIdQuery['operation']>;

export const setStock = async (
  url: string,
  items: StockQuantityInput[],
  manner: Manner = {},
): Promise<AnswerFragment> => (await run(url, SetStock, { input: { items, ...manner } })).setStock;

export const adjustStock = async (
  url: string,
  items: StockAdjustmentInput[],
  manner: Manner = {},
): Promise<AnswerFragment> => (await run(url, AdjustStock, { input: { items, ...manner } })).adjustStock;

export const replaceProducts = async (
  url: string,
  items: ProductInput[],
  manner: Manner = {},
): Promise<AnswerFragment> =>
  (await run(url, ReplaceProducts, { input: { items, ...manner } })).replaceProducts;

export const confirmInventory = async (
  url: string,
  items: InventoryConfirmationInput[],
  manner: Manner = {},
): Promise<AnswerFragment> =>
  (await run(url, ConfirmInventory, { input: { items, ...manner } })).confirmInventory;

/** The operation that was accepted; a refused mutation fails the test, with its reasons. */
export const accepted = ({ operation, userErrors }: AnswerFragment): { readonly id: string } => {
  if (!operation) throw new Error(`Refused: ${JSON.stringify(userErrors)}`);
  return operation;
};

/** Retries items of an operation. */
export const retryOperation = async (
  url: string,
  operationId: string,
  more: Omit<RetryOperationInput, 'operationId'> = {},
  key?: string,
): Promise<AnswerFragment> =>
  (await run(url, RetryOperation, { input: { operationId, ...more } }, key)).retryOperation;

/** Cancels an operation. Returns the number of items that this canceled; a refusal fails the test. */
export const cancelOperation = async (url: string, id: string): Promise<number> => {
  const { canceledCount, userErrors } = (await run(url, CancelOperation, { id })).cancelOperation;
  if (userErrors.length > 0) throw new Error(`Refused: ${JSON.stringify(userErrors)}`);
  return canceledCount;
};

export const operationOf = async (url: string, id: string): Promise<Operation> => {
  const { operation } = await run(url, OperationById, { id });
  if (!operation) throw new Error(`No operation ${id}`);
  return operation;
};

export const resultsOf = (operation: Operation): readonly OutcomeFragment[] =>
  operation.results.edges.map(({ node }) => node);

/** Repeats the request until the answer is as wanted. Fails with the last answer. */
export const until = async <Value>(
  ask: () => Promise<Value> | Value,
  isWanted: (value: Value) => boolean,
  timeout = 60_000,
): Promise<Value> =>
  vi.waitFor(
    async () => {
      const value = await ask();
      if (!isWanted(value)) throw new Error(`Still: ${JSON.stringify(value)}`);
      return value;
    },
    { timeout, interval: 20 },
  );

/** The operation once it is COMPLETED. */
export const ended = (url: string, id: string): Promise<Operation> =>
  until(
    () => operationOf(url, id),
    ({ status }) => status === 'COMPLETED',
  );

/** Waits until the gateway has read the catalogue of a channel once. */
export const catalogueRead = async (url: string, channel = 'smaregi'): Promise<void> => {
  await until(
    async () => (await run(url, CatalogueSync, { channel })).channel?.health.catalogSyncedAt ?? null,
    (at) => at !== null,
  );
};

/** An outcome in one line: its status, and for a failure its type and code. */
export const outcomeOf = (result: OutcomeFragment): string =>
  'code' in result ? `${result.status} ${result.__typename} ${result.code}` : result.status;

/** The only element of a list. */
export const only = <Entry>(list: readonly Entry[]): Entry => {
  const [entry, ...others] = list;
  if (entry === undefined || others.length > 0) throw new Error(`Expected one: ${JSON.stringify(list)}`);
  return entry;
};

/** The outcome of each vendor request, oldest first: the part of the delivery log that is equal in every run. */
export const attemptsOf = ({ vendorRequests }: Operation): readonly string[] =>
  vendorRequests.map(({ attempt, outcome }) => `${attempt} ${outcome}`);

/** Whether a call reads a page of Smaregi's lists, or fetches a token. The gateway does this on its own. */
export const isOfPoll = ({ path }: { readonly path: string }): boolean =>
  /\/token$|\/stores\?|\/(?:products|stock)\?.*\bsort=/u.test(path);

/** The calls that the sandbox vendors received because of a client, each with its method and path. */
export const vendorCallsOf = ({ sandbox }: Pick<TestApp, 'sandbox'>): readonly string[] =>
  [sandbox.globalLink, sandbox.brightmall, sandbox.smaregi].flatMap(({ control }) =>
    control
      .requests()
      .filter((call) => !isOfPoll(call))
      .map(({ method, path }) => `${method} ${path}`),
  );
