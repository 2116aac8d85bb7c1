/**
 * Sends a mutation over two vendors and follows it to its end:
 *
 *   npm start                                  # in one terminal
 *   npm run example                            # in another; or: npm run example -- http://127.0.0.1:4000/graphql
 *
 * Every document is typed by `npm run codegen`, from schema.graphql.
 */
import { argv, stdout } from 'node:process';
import { createClient } from 'graphql-sse';
import { graphql } from './generated/gql.ts';
import type { FollowSubscription, TypedDocumentString } from './generated/graphql.ts';

const endpoint = argv[2] ?? 'http://127.0.0.1:4000/graphql';

const SetStock = graphql(`
  mutation SetStock($input: SetStockInput!) {
    setStock(input: $input) {
      operation {
        id
        sequence
        status
      }
      results {
        index
        status
        ... on ItemFailure {
          code
          message
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const Follow = graphql(`
  subscription Follow($id: ID!, $after: Int) {
    operationChanged(id: $id, after: $after) {
      sequence
      completed
      results {
        index
        status
        target {
          channelKey
        }
        ... on ItemFailure {
          code
          message
        }
      }
    }
  }
`);

const execute = async <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const answer = (await response.json()) as { data?: Result; errors?: readonly { message: string }[] };
  if (!answer.data) throw new Error(answer.errors?.map((error) => error.message).join('\n') ?? 'No answer');
  return answer.data;
};

const say = (line: string): void => {
  stdout.write(`${line}\n`);
};

type ChangedItem = FollowSubscription['operationChanged']['results'][number];
const describe = (item: ChangedItem): string =>
  'code' in item
    ? `  item ${item.index} (${item.target.channelKey}): ${item.status}, ${item.code}: ${item.message}`
    : `  item ${item.index} (${item.target.channelKey}): ${item.status}`;

// waitMs 0: the gateway answers as soon as the items are safely accepted, and the subscription tells the rest.
const { setStock } = await execute(SetStock, {
  input: {
    waitMs: 0,
    items: [
      { channel: 'global-link', productId: 'product-001', quantity: 12 },
      { channel: 'global-link', productId: 'missing-001', quantity: 3 },
      { channel: 'smaregi', productId: '567', locationId: '8', quantity: 40 },
    ],
  },
});
if (!setStock) throw new Error('The mutation failed: its errors say why');
for (const { code, message } of setStock.userErrors) say(`Refused: ${code}: ${message}`);
const { operation } = setStock;
if (operation) {
  say(`Accepted as ${operation.id}: ${setStock.results.map((result) => result.status).join(', ')}`);
  const events = createClient({ url: endpoint }).iterate<FollowSubscription>({
    query: Follow.toString(),
    variables: { id: operation.id, after: operation.sequence },
  });
  for await (const { data } of events) {
    if (!data) continue;
    say(`Event ${data.operationChanged.sequence}${data.operationChanged.completed ? ', the last one' : ''}`);
    for (const item of data.operationChanged.results) say(describe(item));
  }
}
