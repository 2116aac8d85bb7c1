import type { ArgBuilder } from '@pothos/core';
import type { Types } from './builder.ts';

type Edges<Node> = readonly { readonly cursor: string; readonly node: Node }[];

/** A page as Relay's connections want it. */
export type Connection<Node> = {
  readonly edges: Edges<Node>;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

export const connectionOf = <Node>(
  nodes: readonly Node[],
  cursorOf: (node: Node) => string,
  more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
): Connection<Node> => {
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: { ...more, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
};

/** The argument that says how long a page is: a list is never asked for without a bound. */
export const pageSize = (
  arg: ArgBuilder<Types>,
  { most, description }: { readonly most: number; readonly description: string },
) => {
  const message = `A page holds 0 to ${most} entries.`;
  return arg.int({
    required: false,
    description,
    validate: { min: [0, { message }], max: [most, { message }] },
  });
};
