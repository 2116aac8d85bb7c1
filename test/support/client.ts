import { expect } from 'vitest';
import { ConfirmInventory, OperationById, UpdateProducts, UpdateStock } from '../e2e/documents.ts';
import type {
  AnswerFragment,
  InventoryConfirmationInput,
  OperationByIdQuery,
  OutcomeFragment,
  ProductInput,
  StockChangeInput,
} from '../e2e/generated/graphql.ts';
import { run } from './graphql.ts';

/** How the calls below differ from plain ones. */
export type Manner = { readonly idempotencyKey?: string; readonly waitMs?: number };
export type Operation = NonNullable<OperationByIdQuery['operation']>;

export const updateStock = async (
  url: string,
  items: StockChangeInput[],
  manner: Manner = {},
): Promise<AnswerFragment> => (await run(url, UpdateStock, { input: { items, ...manner } })).updateStock;

export const updateProducts = async (
  url: string,
  items: ProductInput[],
  manner: Manner = {},
): Promise<AnswerFragment> =>
  (await run(url, UpdateProducts, { input: { items, ...manner } })).updateProducts;

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

export const operationOf = async (url: string, id: string): Promise<Operation> => {
  const { operation } = await run(url, OperationById, { id });
  if (!operation) throw new Error(`No operation ${id}`);
  return operation;
};

export const resultsOf = (operation: Operation): readonly OutcomeFragment[] =>
  operation.results.edges.map(({ node }) => node);

/** The operation once it is COMPLETED. */
export const ended = async (url: string, id: string, timeout = 10_000): Promise<Operation> => {
  await expect
    .poll(async () => (await operationOf(url, id)).status, { timeout, interval: 20 })
    .toBe('COMPLETED');
  return operationOf(url, id);
};

/** An end in a line: its status, and for a failure its type and code. */
export const told = (result: OutcomeFragment): string =>
  'code' in result ? `${result.status} ${result.__typename} ${result.code}` : result.status;

/** The one item of a mutation of one. */
export const only = (results: readonly OutcomeFragment[]): OutcomeFragment => {
  const [result, ...others] = results;
  if (!result || others.length > 0) throw new Error(`Expected one result: ${JSON.stringify(results)}`);
  return result;
};

/** How each request to a vendor went, oldest first: the part of the delivery log that a run does not change. */
export const attemptsOf = ({ vendorRequests }: Operation): readonly string[] =>
  vendorRequests.map(({ attempt, outcome }) => `${attempt} ${outcome}`);
