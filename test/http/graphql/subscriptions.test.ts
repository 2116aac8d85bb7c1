import { expect, it } from 'vitest';
import { anonymousClient } from '../../../src/domain/ids.ts';
import { fakeGateway } from '../../graphql/fake-gateway.ts';
import { operation as operationOf } from '../../graphql/fixtures.ts';
import { overWebSocket, post, serve, transports } from '../serve.ts';

const operation = operationOf(1, { client: anonymousClient });
const id = 'T3BlcmF0aW9uOjE=';

const overTransports: readonly (readonly [
  name: string,
  events: (url: string, query: string) => Promise<string>,
])[] = [
  ['server-sent events', async (url, query) => (await post(url, { query }, 'text/event-stream')).text()],
  ['a WebSocket', async (url, query) => JSON.stringify(await overWebSocket(url, { query }))],
];

it.for(overTransports)('an event over %s does not reveal a bug', async ([, events]) => {
  const { gateway, world } = fakeGateway({ operations: [operation] });
  const url = await serve(gateway);
  world.events = (async function* () {
    const broken = Object.defineProperty({ ...operation }, 'createdAt', {
      get: () => {
        throw new Error('the password is hunter2');
      },
    });
    yield { sequence: 1, operation: broken, items: [], completed: true };
  })();
  const text = await events(
    url,
    `subscription { operationChanged(id: "${id}") { operation { createdAt } } }`,
  );
  expect(text).toContain('"message":"Unexpected error."');
  expect(text).toContain('"code":"INTERNAL_SERVER_ERROR"');
  expect(text).not.toContain('hunter2');
});

it.for(transports)('a subscription over %s with invalid variables is refused', async ([, ask]) => {
  const url = await serve(fakeGateway({ operations: [operation] }).gateway);
  const query =
    'subscription ($id: ID!, $after: Int) { operationChanged(id: $id, after: $after) { sequence } }';
  const { errors } = await ask(url, { query, variables: { id, after: 'yesterday' } });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

it('invalid variables of a subscription are a bad request over HTTP', async () => {
  const url = await serve(fakeGateway().gateway);
  const query = 'subscription ($after: Int) { operationChanged(id: "x", after: $after) { sequence } }';
  expect((await post(url, { query, variables: { after: 'yesterday' } }, 'text/event-stream')).status).toBe(
    400,
  );
});
