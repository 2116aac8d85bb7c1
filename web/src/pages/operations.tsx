import { Activity, Search } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { Link } from 'wouter';
import { documentOf } from '../api/client.ts';
import {
  type OperationFilter,
  OperationsByIdDocument,
  OperationsDocument,
  type OperationsQuery,
} from '../api/generated/graphql.ts';
import { usePages } from '../api/pages.ts';
import { useQueryState } from '../lib/query-state.ts';
import { useChannels } from '../shell/channel-data.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox, SearchField, Select } from '../ui/fields.tsx';
import { type OperationInfo, OperationLink } from '../ui/operation-row.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';

const pageSize = 100;
const pollMs = 1_500;
/** The rows that a poll reads again, beside the newest page. */
const mostRunning = 100;
/** The operations that one step of a search loads. */
const searchStep = 1_000;

const kinds = ['STOCK_SET', 'STOCK_ADJUSTMENT', 'PRODUCT_REPLACEMENT', 'INVENTORY_CONFIRMATION'] as const;
const statuses = ['RUNNING', 'COMPLETED'] as const;

const pageOf = ({ operations }: OperationsQuery) => operations;

const isOf = <Value extends string>(values: readonly Value[], text: string): text is Value =>
  values.some((value) => value === text);

const filterOf = (chosen: Chosen): OperationFilter => ({
  ...(isOf(kinds, chosen.kind) && { kinds: [chosen.kind] }),
  ...(isOf(statuses, chosen.status) && { statuses: [chosen.status] }),
  ...(chosen.channel !== '' && { channels: [chosen.channel] }),
  ...(chosen.failures !== '' && { hasFailures: true }),
});

const names = ['search', 'kind', 'status', 'channel', 'failures'] as const;
type Chosen = { readonly [name in (typeof names)[number]]: string };

const matches = ({ id, idempotencyKey, client }: OperationInfo, words: string): boolean =>
  id === words ||
  [idempotencyKey ?? '', client].some((text) => text.toLowerCase().includes(words.toLowerCase()));

/** Puts new operations in front and newer states in place. Equal lists stay the same value. */
const merged = (
  nodes: readonly OperationInfo[],
  newest: readonly OperationInfo[],
  changed: readonly OperationInfo[],
): readonly OperationInfo[] => {
  const states = new Map([...newest, ...changed].map((one) => [one.id, one]));
  const known = new Set(nodes.map(({ id }) => id));
  const fresh = newest.filter(({ id }) => !known.has(id));
  const isSame = (one: OperationInfo): boolean => {
    const state = states.get(one.id);
    return !state || (state.status === one.status && state.pendingCount === one.pendingCount);
  };
  if (fresh.length === 0 && nodes.every(isSame)) return nodes;
  return [...fresh, ...nodes.map((one) => (isSame(one) ? one : (states.get(one.id) ?? one)))];
};

/** Keeps a list of operations current: new ones in front, and the running ones of the list. */
const useOperations = (filter: OperationFilter) => {
  const client = useClient();
  const variables = useMemo(() => ({ filter, first: pageSize }), [filter]);
  const pages = usePages(OperationsDocument, variables, pageOf);
  const { nodes, change, reload, first } = pages;
  const shown = useRef(nodes);
  shown.current = nodes;
  const isFirst = first !== null;

  useEffect(() => {
    if (!isFirst) return;
    let stopped = false;
    let timer = 0;
    const poll = async (): Promise<void> => {
      const running = shown.current.filter(({ status }) => status === 'RUNNING').slice(0, mostRunning);
      const [newest, states] = await Promise.all([
        client.query(documentOf(OperationsDocument), { ...variables, after: null }).toPromise(),
        running.length === 0
          ? null
          : client
              .query(documentOf(OperationsByIdDocument), { ids: running.map(({ id }) => id) })
              .toPromise(),
      ]);
      if (stopped || !newest.data) return;
      const { operations } = newest.data;
      const known = new Set(shown.current.map(({ id }) => id));
      // More were accepted than a page has, so there would be a hole in the list.
      const hasGap = operations.pageInfo.hasNextPage && !operations.nodes.some(({ id }) => known.has(id));
      if (hasGap && known.size > 0) return reload();
      const changed = (states?.data?.nodes ?? []).flatMap((node) =>
        node?.__typename === 'Operation' ? [node] : [],
      );
      change((before) => merged(before, operations.nodes, changed));
    };
    const next = (): void => {
      timer = window.setTimeout(async () => {
        if (!document.hidden) await poll();
        if (!stopped) next();
      }, pollMs);
    };
    next();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [client, variables, change, reload, isFirst]);

  return pages;
};

/** The operations, live, with filters and search. */
export const Operations = () => {
  const { t } = useTranslation();
  const { data: channels } = useChannels();
  const [chosen, choose] = useQueryState(names);
  const { search, kind, status, channel, failures } = chosen;
  const words = search.trim();
  const filter = useMemo(
    () => filterOf({ search: '', kind, status, channel, failures }),
    [kind, status, channel, failures],
  );
  const { nodes, first, error, isLoading, hasMore, more, reload } = useOperations(filter);
  const found = useMemo(
    () => (words === '' ? nodes : nodes.filter((one) => matches(one, words))),
    [nodes, words],
  );
  const [searchTo, setSearchTo] = useState(searchStep);
  useEffect(() => {
    if (words === '') setSearchTo(searchStep);
  }, [words]);
  // A search reads older pages until it has searched enough.
  useEffect(() => {
    if (words !== '' && hasMore && !isLoading && nodes.length < searchTo) more();
  }, [words, hasMore, isLoading, nodes.length, searchTo, more]);
  const onEnd = useCallback(() => {
    if (words === '') more();
  }, [words, more]);

  const all = { id: '', label: t('state.all') };
  const isFiltered = words !== '' || Object.keys(filter).length > 0;
  const looksLikeId = words.length > 12 && /^[\w=-]+$/u.test(words);
  return (
    <Page title={t('operations.title')} intro={t('operations.intro')}>
      <search className="filters">
        <SearchField
          label={t('operations.search')}
          text={t('operations.searchText')}
          value={search}
          onChange={(text) => choose({ search: text })}
        />
        <Select
          label={t('operations.kind')}
          value={kind}
          options={[all, ...kinds.map((id) => ({ id, label: t(`kind.${id}`) }))]}
          onChange={(text) => choose({ kind: text })}
        />
        <Select
          label={t('operations.status')}
          value={status}
          options={[all, ...statuses.map((id) => ({ id, label: t(`operations.statuses.${id}`) }))]}
          onChange={(text) => choose({ status: text })}
        />
        <Select
          label={t('operations.channel')}
          value={channel}
          options={[all, ...(channels?.channels ?? []).map(({ key }) => ({ id: key, label: key }))]}
          onChange={(text) => choose({ channel: text })}
        />
        <Checkbox isSelected={failures !== ''} onChange={(is) => choose({ failures: is ? 'only' : '' })}>
          {t('operations.failures')}
        </Checkbox>
      </search>
      {looksLikeId && (
        <p className="notice">
          <Search aria-hidden="true" className="icon" />
          <Link href={`/operations/${encodeURIComponent(words)}`}>{t('operations.openId')}</Link>
        </p>
      )}
      {first === null && error && <Problem error={error} onRetry={reload} />}
      {first === null && !error && <Skeleton rows={8} />}
      {first !== null && found.length === 0 && !(words !== '' && isLoading) && (
        <Empty
          title={t(isFiltered ? 'operations.noMatch' : 'operations.empty')}
          text={t(isFiltered ? 'operations.noMatchText' : 'operations.emptyText')}
          icon={Activity}
        />
      )}
      {found.length > 0 && (
        <VirtualList
          label={t('operations.list')}
          entries={found}
          rowHeight={64}
          hasMore={hasMore}
          idOf={({ id }) => id}
          onEnd={onEnd}
        >
          {(operation) => <OperationLink operation={operation} />}
        </VirtualList>
      )}
      {first !== null && (
        <footer className="list-foot">
          <p className="soft" role="status">
            {words === ''
              ? t('operations.loaded', { count: nodes.length })
              : t('operations.searched', { count: nodes.length })}
            {!hasMore && nodes.length > 0 && ` ${t('operations.end')}`}
          </p>
          {hasMore && (words === '' || nodes.length >= searchTo) && (
            <Button
              isPending={isLoading}
              onPress={() => (words === '' ? more() : setSearchTo(nodes.length + searchStep))}
            >
              {t(words === '' ? 'state.loadMore' : 'operations.searchFurther')}
            </Button>
          )}
        </footer>
      )}
    </Page>
  );
};
