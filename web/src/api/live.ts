import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, useClient } from 'urql';
import { useStore } from '../lib/store.ts';
import { documentOf } from './client.ts';
import { connection } from './connection.ts';
import type { TypedDocumentString } from './generated/graphql.ts';

/** The newest answer. The data of the answer before stays while the next one is awaited. */
export type Live<Data> = {
  readonly data: Data | null;
  readonly error: CombinedError | null;
  readonly isLoading: boolean;
  refresh(): Promise<void>;
};

type Held<Data> = {
  readonly of: string;
  readonly data: Data | null;
  readonly error: CombinedError | null;
};

/**
 * Asks now, and then again `everyMs` after each answer while the tab is visible. Null asks once. While the gateway is
 * away it asks again, so that the page recovers alone.
 */
export const useLive = <Data, Variables extends AnyVariables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  everyMs: number | null,
): Live<Data> => {
  const client = useClient();
  const of = JSON.stringify(variables);
  const [held, setHeld] = useState<Held<Data> | null>(null);
  const newest = useRef({ variables, round: 0 });
  newest.current.variables = variables;
  const isLost = useStore(connection).state === 'lost';

  const refresh = useCallback(async () => {
    newest.current.round += 1;
    const { round } = newest.current;
    const { data, error } = await client.query(documentOf(document), newest.current.variables).toPromise();
    if (round !== newest.current.round) return;
    setHeld((before) => ({
      of,
      data: data ?? (before?.of === of && error?.networkError ? before.data : null),
      error: error ?? null,
    }));
  }, [client, document, of]);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  const interval = everyMs ?? (isLost ? 2_000 : null);
  useEffect(() => {
    if (interval === null) return;
    let timer = 0;
    let stopped = false;
    const next = (): void => {
      timer = window.setTimeout(async () => {
        if (!window.document.hidden) await refresh();
        if (!stopped) next();
      }, interval);
    };
    const shown = (): void => {
      if (!window.document.hidden) void refresh();
    };
    next();
    window.document.addEventListener('visibilitychange', shown);
    return () => {
      stopped = true;
      clearTimeout(timer);
      window.document.removeEventListener('visibilitychange', shown);
    };
  }, [interval, refresh]);

  const current = held?.of === of ? held : null;
  return {
    data: current?.data ?? null,
    error: current?.error ?? null,
    isLoading: current === null,
    refresh,
  };
};

/** Calls `onData` with each event. The socket connects again by itself. */
export const useEvents = <Data, Variables extends AnyVariables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  onData: (data: Data) => void,
  isOn = true,
): void => {
  const client = useClient();
  const take = useRef(onData);
  take.current = onData;
  const of = JSON.stringify(variables);
  const sent = useRef(variables);
  sent.current = variables;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the variables
  useEffect(() => {
    if (!isOn) return;
    const { unsubscribe } = client.subscription(documentOf(document), sent.current).subscribe(({ data }) => {
      if (data) take.current(data);
    });
    return unsubscribe;
  }, [client, document, of, isOn]);
};
