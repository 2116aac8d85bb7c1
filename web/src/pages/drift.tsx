import { CircleCheck } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { LevelsDocument, type LevelsQuery } from '../api/generated/graphql.ts';
import { usePages } from '../api/pages.ts';
import { useStockChanges } from '../api/stock-changes.ts';
import { useFormat } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/fields.tsx';
import { usePlaceOf } from '../ui/level.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { RepairButton } from './repair.tsx';

type Row = LevelsQuery['stockLevels']['nodes'][number];
type Drifted = Row & { readonly drift: NonNullable<Row['drift']> };

const variables = { first: 100, filter: { drifted: true } } as const;
const nothing = {};
const pageOf = ({ stockLevels }: LevelsQuery) => stockLevels;

type ListProps = {
  readonly rows: readonly Drifted[];
  readonly selected: ReadonlySet<string>;
  onSelect(ids: ReadonlySet<string>): void;
};

const List = ({ rows, selected, onSelect }: ListProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const placeOf = usePlaceOf();
  const nameOf = ({ product, productId }: Row): string =>
    product?.name ?? t('products.unnamed', { id: productId });
  const toggle = (id: string, is: boolean): void => {
    const next = new Set(selected);
    if (is) next.add(id);
    else next.delete(id);
    onSelect(next);
  };
  const columns: readonly Column<Drifted>[] = [
    {
      name: t('target.product'),
      cell: (row) => (
        <span className="select-cell">
          <Checkbox
            label={t('drift.select', { target: `${nameOf(row)} · ${placeOf(row)}` })}
            isSelected={selected.has(row.id)}
            onChange={(is) => toggle(row.id, is)}
          />
          <Link href={`/products/${encodeURIComponent(row.id)}`}>{nameOf(row)}</Link>
        </span>
      ),
    },
    { name: t('target.store'), cell: placeOf },
    { name: t('target.channel'), cell: ({ channel }) => channel.key },
    { name: t('drift.expected'), isNumber: true, cell: ({ drift }) => format.number(drift.expected) },
    { name: t('drift.actual'), isNumber: true, cell: ({ drift }) => format.number(drift.actual) },
    {
      name: t('drift.difference'),
      isNumber: true,
      cell: ({ drift }) => (
        <strong className="bad-text">{format.difference(drift.actual - drift.expected)}</strong>
      ),
    },
    { name: t('drift.since'), cell: ({ drift }) => <Ago at={drift.since} /> },
  ];
  return <Table label={t('drift.list')} columns={columns} rows={rows} idOf={({ id }) => id} />;
};

/** The stock levels with drift, and their repair. */
export const Drift = () => {
  const { t } = useTranslation();
  const { nodes, first, error, isLoading, hasMore, more, reload } = usePages(
    LevelsDocument,
    variables,
    pageOf,
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const changes = useStockChanges(nothing, first !== null);
  const known = useMemo(() => new Set(nodes.map(({ id }) => id)), [nodes]);
  // A level whose drift began or ended changes the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new change matters
  useEffect(() => {
    const isOther = [...changes.values()].some(({ id, drift }) => (drift !== null) !== known.has(id));
    if (isOther) reload();
  }, [changes]);
  const rows = nodes.flatMap((row): Drifted[] => (row.drift ? [{ ...row, drift: row.drift }] : []));
  const selected = new Set([...chosen].filter((id) => known.has(id)));
  const isAll = rows.length > 0 && rows.every(({ id }) => selected.has(id));
  return (
    <Page title={t('drift.title')} intro={t('drift.intro')}>
      {first === null && error && <Problem error={error} onRetry={reload} />}
      {first === null && !error && <Skeleton rows={5} />}
      {first !== null && (
        <div className="toolbar">
          {rows.length > 0 && (
            <Checkbox
              isSelected={isAll}
              isIndeterminate={selected.size > 0 && !isAll}
              onChange={(is) => setChosen(is ? new Set(rows.map(({ id }) => id)) : new Set())}
            >
              {t('drift.selectAll')}
            </Checkbox>
          )}
          <RepairButton
            levels={rows.filter(({ id }) => selected.has(id))}
            isOffered={rows.length > 0}
            onRepaired={reload}
          />
        </div>
      )}
      {first !== null && rows.length === 0 && (
        <Empty title={t('drift.empty')} text={t('drift.emptyText')} icon={CircleCheck} />
      )}
      {rows.length > 0 && <List rows={rows} selected={selected} onSelect={setChosen} />}
      {hasMore && (
        <footer className="list-foot">
          <Button isPending={isLoading} onPress={more}>
            {t('state.loadMore')}
          </Button>
        </footer>
      )}
    </Page>
  );
};
