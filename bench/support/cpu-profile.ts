type Node = {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
};

/** What the profiler gives. */
export type Profile = {
  readonly nodes: readonly Node[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** Where time went, in microseconds. */
export type Spent = { readonly name: string; readonly took: number };

const groups: readonly (readonly [RegExp, string])[] = [
  [/^node:internal\/(modules|main|bootstrap)\//, 'the start: reading and compiling the sources'],
  [/node_modules\/(graphql|@graphql-tools)\//, 'graphql: parse, validate, execute'],
  [/node_modules\/(graphql-yoga|@graphql-yoga|@envelop|@whatwg-node)\//, 'yoga and whatwg-node'],
  [/node_modules\/zod\//, 'zod'],
  [/node_modules\/@pothos\//, 'pothos'],
  [/node_modules\/graphql-scalars\//, 'scalars'],
  [/node_modules\/undici\//, 'undici'],
  [/node_modules\/(dataloader|p-queue|p-timeout|eventemitter3)\//, 'DataLoader and p-queue'],
  [/node_modules\/cockatiel\//, 'cockatiel'],
  [/src\/journal\/sqlite\/group-commit/, 'journal: begin and commit, the disk'],
  [/src\/journal\/sqlite\/(accept|claim|settle)/, 'journal: accept, claim, settle'],
  [/src\/journal\//, 'journal: the rest'],
  [/src\/(operations|domain|events|vendors|graphql|http)\//, 'own code: the rest'],
  [/^node:/, 'node: http, streams, timers'],
  [/bench\//, 'the bench itself'],
];

const groupOf = (url: string): string | null => groups.find(([pattern]) => pattern.test(url))?.[1] ?? null;

const short = (url: string): string => url.replace(/^.*\/(node_modules|src)\//, '').replace(/^file:\/\//, '');

/** Frames without a file count for their caller. Frames without a caller have their own name. */
export const spentIn = ({ nodes, samples, timeDeltas }: Profile) => {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const groupOfNode = (id: number): string => {
    for (let at = byId.get(id); at; at = byId.get(parents.get(at.id) ?? -1)) {
      const group = groupOf(at.callFrame.url);
      if (group) return group;
    }
    return byId.get(id)?.callFrame.functionName ?? '';
  };
  const ofGroups = new Map<string, number>();
  const ofFunctions = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const took = timeDeltas[index] ?? 0;
    const frame = byId.get(id)?.callFrame;
    if (!frame || frame.functionName === '(idle)') continue;
    const group = groupOfNode(id);
    const caller = frame.url === '' ? byId.get(parents.get(id) ?? -1)?.callFrame : frame;
    const name = `${frame.functionName || '(anonymous)'}  ${short(caller?.url ?? '')}:${(caller?.lineNumber ?? 0) + 1}`;
    ofGroups.set(group, (ofGroups.get(group) ?? 0) + took);
    ofFunctions.set(name, (ofFunctions.get(name) ?? 0) + took);
  }
  const sorted = (spent: ReadonlyMap<string, number>): readonly Spent[] =>
    [...spent].map(([name, took]) => ({ name, took })).toSorted((a, b) => b.took - a.took);
  return { groups: sorted(ofGroups), functions: sorted(ofFunctions) };
};
