import { assertNever } from '../../lib/assert-never.ts';
import type { Document, Gateway, Unanswered } from '../client/gateway.ts';
import type { Value } from '../files/records.ts';
import type { ExportName, Filter } from './arguments.ts';
import { ExportOperations, ExportProducts, ExportStock } from './documents.ts';

/** One page of a list, as records. `next` is the cursor of the following page, or null at the end. */
export type Page = { readonly records: readonly (readonly Value[])[]; readonly next: string | null };

export type List = {
  readonly columns: readonly string[];
  page(gateway: Gateway, filter: Filter | null, after: string | null): Promise<Page | Unanswered>;
};

type Connection<Node> = {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
};

type Columns<Node> = { readonly [name: string]: (node: Node) => Value | undefined };

/** The gateway gives at most as many. */
const pageSize = 100;

const listOf = <Data, Filters, Node>(
  document: Document<
    Data,
    { readonly filter?: Filters; readonly first: number; readonly after?: string | null }
  >,
  connectionOf: (data: Data) => Connection<Node>,
  columns: Columns<Node>,
): List => ({
  columns: Object.keys(columns),
  page: async (gateway, filter, after) => {
    // The gateway checks the filter that the user wrote.
    const variables = { filter: filter as Filters, first: pageSize, after };
    const reply = await gateway.ask(document, variables);
    if (reply.type !== 'data') return reply;
    const { nodes, pageInfo } = connectionOf(reply.data);
    const records = nodes.map((node) => Object.values(columns).map((cell) => cell(node) ?? null));
    return { records, next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null };
  },
});

/**
 * `import stock` reads the columns of the target and of the quantity, and ignores the others. So the time at which the
 * gateway saw a quantity is not called observedAt: an import would skip rows that changed since.
 */
const stock = listOf(ExportStock, (data) => data.stockLevels, {
  channel: ({ channel }) => channel.key,
  productId: ({ productId }) => productId,
  locationId: ({ locationId }) => locationId,
  optionId: ({ optionId }) => optionId,
  quantity: ({ quantity }) => quantity,
  soldOut: ({ soldOut }) => soldOut,
  pendingQuantity: ({ pendingQuantity }) => pendingQuantity,
  name: ({ product }) => product?.name,
  code: ({ product }) => product?.code,
  locationName: ({ location }) => location?.name,
  source: ({ source }) => source,
  lastSeenAt: ({ observedAt }) => observedAt,
});

const products = listOf(ExportProducts, (data) => data.products, {
  channel: ({ channel }) => channel.key,
  productId: ({ productId }) => productId,
  name: ({ name }) => name,
  code: ({ code }) => code,
  sku: ({ sku }) => sku?.code,
  price: ({ price }) => price?.amount,
  currency: ({ price }) => price?.currency,
  image: ({ image }) => image,
  options: ({ options }) => (options.length > 0 ? JSON.stringify(options) : null),
  source: ({ source }) => source,
  lastSeenAt: ({ observedAt }) => observedAt,
});

const operations = listOf(ExportOperations, (data) => data.operations, {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  status: ({ status }) => status,
  createdAt: ({ createdAt }) => createdAt,
  completedAt: ({ completedAt }) => completedAt,
  client: ({ client }) => client,
  idempotencyKey: ({ idempotencyKey }) => idempotencyKey,
  itemCount: ({ itemCount }) => itemCount,
  appliedCount: ({ appliedCount }) => appliedCount,
  failedCount: ({ failedCount }) => failedCount,
  supersededCount: ({ supersededCount }) => supersededCount,
  canceledCount: ({ canceledCount }) => canceledCount,
  unknownCount: ({ unknownCount }) => unknownCount,
  pendingCount: ({ pendingCount }) => pendingCount,
});

export const listNamed = (name: ExportName): List => {
  switch (name) {
    case 'stock':
      return stock;
    case 'products':
      return products;
    case 'operations':
      return operations;
    default:
      return assertNever(name);
  }
};
