import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { asChannelId } from '../../src/domain/ids.ts';
import { schema } from '../../src/graphql/schema.ts';
import { fullFake } from './execution/compiled/both.ts';
import { product } from './fixtures.ts';
import { data } from './run.ts';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** All scalar fields below a type, and the id of objects with one, as a client selects them. */
const everything = (type: GraphQLNamedType, depth: number): string => {
  if (isLeafType(type)) return '';
  const on = isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const own = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const fields = own
    .filter(
      ({ args, type: of }) =>
        args.every((arg) => String(arg.type).at(-1) !== '!') && (depth > 0 || isLeafType(getNamedType(of))),
    )
    .map(({ name, type: of }) => `${name} ${everything(getNamedType(of), depth - 1)}`);
  const parts = on.map((one) => `... on ${one.name} ${everything(one, depth)}`);
  return `{ __typename ${[...(on.length > 0 ? [] : fields), ...parts].join(' ')} }`;
};

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values of one field agree. A query may select different fields of an object without an id. */
const agree = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, at) => agree(entry, other[at]));
  return isFields(one) && isFields(other)
    ? Object.keys(one).every((name) => !(name in other) || agree(one[name], other[name]))
    : one === other;
};

/**
 * The cache of a client after an answer. An object with an id is one entry by its type and id, and two
 * different values of a field are a conflict. A list is a value.
 */
const normalize = (answer: unknown) => {
  const entries = new Map<string, Map<string, unknown>>();
  const conflicts: string[] = [];
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([name, one]) => [name, walk(one)] as const);
    const { __typename, id } = value as { readonly __typename?: string; readonly id?: unknown };
    if (id === undefined) return Object.fromEntries(fields);
    const key = `${__typename}:${String(id)}`;
    const entry = entries.get(key) ?? new Map<string, unknown>();
    entries.set(key, entry);
    for (const [name, one] of fields) {
      if (entry.has(name) && !agree(entry.get(name), one)) conflicts.push(`${key}.${name}`);
      entry.set(name, one);
    }
    return { ref: key };
  };
  walk(answer);
  return { entries, conflicts };
};

describe('A6: in a cache with keys of __typename and id', () => {
  it.for(types.filter(isObjectType).map((type): readonly [string, GraphQLObjectType] => [type.name, type]))(
    '%s has no id, or a global one',
    ([, type]) => {
      const { id } = type.getFields();
      if (!id) return;
      expect(String(id.type)).toBe('ID!');
      expect(type.getInterfaces().map(({ name }) => name)).toContain('Node');
    },
  );

  it('interfaces and inputs have no other id, except inputs that name a webhook endpoint', () => {
    const named = types.filter(
      (type) => (isInterfaceType(type) || isInputObjectType(type)) && 'id' in type.getFields(),
    );
    const nodes = schema.getType('Node') ?? expect.fail();
    const interfaces = named.map((type) =>
      isInterfaceType(type) && type.getInterfaces().length > 0 ? 'Node' : type.name,
    );
    expect(nodes.name).toBe('Node');
    expect(new Set(interfaces)).toEqual(
      new Set(['Node', 'UpdateWebhookEndpointInput', 'DeleteWebhookEndpointInput']),
    );
  });

  it('two products keep their own options, even with equal numbers', async () => {
    const fake = fullFake();
    const [red, blue] = ['product-001', 'product-002'].map((id) => product(id));
    const group = (name: string) => [
      {
        type: 'COMBINATION' as const,
        names: [{ id: 1, name }],
        options: [],
      },
    ];
    fake.world.products = [
      { ...(red ?? expect.fail()), optionGroups: group('Color') },
      { ...(blue ?? expect.fail()), optionGroups: group('Size') },
      product('product-001', asChannelId('smaregi')),
    ];
    const query = schema.getQueryType() ?? expect.fail();
    const answer = await data(fake.gateway, everything(query, 6));
    const { entries, conflicts } = normalize(answer);
    expect(conflicts).toEqual([]);
    expect(new Set([...entries.keys()].map((key) => key.split(':')[0]))).toEqual(
      new Set(['Channel', 'Operation', 'GlobalLinkProduct', 'SmaregiProduct', 'StockLevel', 'Location']),
    );
    expect([...entries.keys()].filter((key) => /Product:/u.test(key))).toHaveLength(3);
    expect(JSON.stringify([...entries.values()].map((entry) => [...entry]))).toMatch(/Color.*Size/u);
  });

  it('node finds every id', async () => {
    const fake = fullFake();
    const answer = await data(
      fake.gateway,
      '{ channels { id key } products { edges { node { id } } } operations { edges { node { id } } } }',
    );
    const ids: string[] = [
      ...answer.channels.map(({ id }: { id: string }) => id),
      ...[answer.products, answer.operations].flatMap(({ edges }) =>
        edges.map(({ node }: { node: { id: string } }) => node.id),
      ),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    const { nodes } = await data(fake.gateway, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(nodes).toEqual(ids.map((id) => ({ id })));
  });
});
