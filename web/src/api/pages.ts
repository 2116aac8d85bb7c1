import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, useClient } from 'urql';
import { documentOf } from './client.ts';
import type { TypedDocumentString } from './generated/graphql.ts';

/** One page of a connection. */
export type PageOf<Node> = {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

export type Pages<Node, Data> = {
  readonly nodes: readonly Node[];
  /** The answer with the first page. Null while it is awaited. */
  readonly first: Data | null;
  readonly error: CombinedError | null;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  /** Loads the next page. A second call during a load does nothing. */
  more(): void;
  /** Begins again with the first page, and shows the old entries until it is there. */
  reload(): void;
  /** Changes the loaded entries, for events and for polls. */
  change(edit: (nodes: readonly Node[]) => readonly Node[]): void;
};

type State<Node, Data> = {
  readonly of: string;
  readonly nodes: readonly Node[];
  readonly first: Data | null;
  readonly end: string | null;
  readonly error: CombinedError | null;
};

/** Loads a connection page by page, and keeps the pages that were loaded. Other variables begin a new list. */
export const usePages = <Data, Node, Variables extends AnyVariables>(
  document: TypedDocumentString<Data, Variables & { after?: string | null | undefined }>,
  variables: Variables,
  pageOf: (data: Data) => PageOf<Node> | null | undefined,
): Pages<Node, Data> => {
  const client = useClient();
  const of = JSON.stringify(variables);
  const [state, setState] = useState<State<Node, Data> | null>(null);
  const [isBusy, setBusy] = useState(true);
  const current = useRef({ variables, pageOf, round: 0, isLoading: false });
  current.current.variables = variables;
  current.current.pageOf = pageOf;

  const load = useCallback(
    async (after: string | null) => {
      const held = current.current;
      if (after !== null && held.isLoading) return;
      held.isLoading = true;
      held.round += 1;
      const { round } = held;
      setBusy(true);
      const asked = { ...held.variables, after };
      const { data, error } = await client.query(documentOf(document), asked).toPromise();
      if (round !== held.round) return;
      held.isLoading = false;
      setBusy(false);
      const page = data === undefined ? null : held.pageOf(data);
      setState((before) => {
        const kept = before?.of === of ? before : null;
        if (!page) {
          return { of, nodes: [], first: null, end: null, ...kept, error: error ?? null };
        }
        const { nodes, pageInfo } = page;
        return {
          of,
          nodes: after === null ? nodes : [...(kept?.nodes ?? []), ...nodes],
          first: after === null ? (data ?? null) : (kept?.first ?? null),
          end: pageInfo.hasNextPage ? pageInfo.endCursor : null,
          error: error ?? null,
        };
      });
    },
    [client, document, of],
  );

  useEffect(() => {
    void load(null);
  }, [load]);

  const shown = state?.of === of ? state : null;
  const end = shown?.end ?? null;
  const more = useCallback(() => {
    if (end !== null) void load(end);
  }, [end, load]);
  const reload = useCallback(() => void load(null), [load]);
  const change = useCallback((edit: (nodes: readonly Node[]) => readonly Node[]) => {
    setState((before) => {
      if (before === null) return before;
      const nodes = edit(before.nodes);
      return nodes === before.nodes ? before : { ...before, nodes };
    });
  }, []);

  return {
    nodes: shown?.nodes ?? [],
    first: shown?.first ?? null,
    error: shown?.error ?? null,
    isLoading: shown === null || isBusy,
    hasMore: end !== null,
    more,
    reload,
    change,
  };
};
