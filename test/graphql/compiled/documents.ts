import {
  type GraphQLArgument,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isLeafType,
  isRequiredArgument,
} from 'graphql';
import { productNodeId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { operation, product } from '../fixtures.ts';

/** What stands for a choice: a generator of numbers below a bound. */
export type Choose = (below: number) => number;

export const choosing =
  (stream: IterableIterator<number>): Choose =>
  (below) =>
    below > 0 ? Number(stream.next().value) % below : 0;

const values: Readonly<Record<string, readonly string[]>> = {
  Int: ['0', '1', '50', '100', 'null', '$int', '-1'],
  ID: ['5', '$id', '$operation', '$product', '$channel'],
  String: ['$text'],
  OperationKind: ['STOCK_UPDATE', '$kind', 'null'],
  OperationStatus: ['COMPLETED', 'null'],
};

const argument = (choose: Choose, { name, type }: GraphQLArgument): string => {
  const of = getNamedType(type);
  const known = values[of.name] ?? ['null'];
  const value = known[choose(known.length)] ?? 'null';
  return `${name}: ${String(type).startsWith('[') ? `[${value}]` : value}`;
};

/** A selection of whatever a type has. */
export const selection = (choose: Choose, type: GraphQLNamedType, depth: number): string => {
  const parts: string[] = [];
  const fields = 'getFields' in type && !isInputObjectType(type) ? Object.values(type.getFields()) : [];
  for (let count = 1 + choose(5); count > 0; count -= 1) {
    const field = fields[choose(fields.length)];
    const kind = choose(8);
    if (kind === 0 || !field) parts.push('__typename');
    else if (kind === 1 && depth > 0) {
      const others = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      const on = others[choose(others.length)] ?? type;
      parts.push(`... on ${on.name} ${selection(choose, on, depth - 1)}`);
    } else {
      const of = getNamedType(field.type);
      if (!isLeafType(of) && depth === 0) continue;
      const args = field.args
        .filter((one) => isRequiredArgument(one) || choose(3) === 0)
        .map((one) => argument(choose, one));
      const alias = choose(3) === 0 ? `a${choose(4)}: ` : '';
      const below = isLeafType(of) ? '' : selection(choose, of, depth - 1);
      parts.push(`${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${below}`);
    }
  }
  return `{ ${parts.join(' ')} __typename }`;
};

const declared = {
  int: 'Int = 2',
  id: 'ID!',
  operation: 'ID!',
  product: 'ID!',
  channel: 'ID!',
  text: 'String',
  kind: 'OperationKind',
};

export const variables = {
  id: '567',
  operation: btoa(`Operation:${operation(1).id}`),
  product: btoa(`Product:${productNodeId(product('product-001'))}`),
  channel: 'global-link',
  text: null,
  kind: 'STOCK_UPDATE',
};

/** The definitions of the variables that stand in `fields`. */
export const definitionsFor = (fields: string): readonly string[] =>
  Object.entries(declared)
    .filter(([name]) => new RegExp(`\\$${name}\\b`, 'u').test(fields))
    .map(([name, type]) => `$${name}: ${type}`);
