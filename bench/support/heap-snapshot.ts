import { readFileSync } from 'node:fs';

type Snapshot = {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
};

export type Held = { readonly count: number; readonly bytes: number };

/** What a heap holds by kind and constructor: the objects alone, without what they point at. */
export const heldIn = (file: string): ReadonlyMap<string, Held> => {
  const { snapshot, nodes, strings } = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const at = (field: string) => fields.indexOf(field);
  const [type, name, size] = [at('type'), at('name'), at('self_size')];
  const held = new Map<string, Held>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const kind = types[0][nodes[node + type] ?? 0] ?? '';
    // A text's name is the text itself; a closure's is its function's.
    const called = kind.includes('string') ? '' : strings[nodes[node + name] ?? 0];
    const key = `${kind} ${called}`;
    const { count, bytes } = held.get(key) ?? { count: 0, bytes: 0 };
    held.set(key, { count: count + 1, bytes: bytes + (nodes[node + size] ?? 0) });
  }
  return held;
};
