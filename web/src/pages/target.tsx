import { ArrowLeft, History, SearchX } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { TargetDocument, type TargetQuery } from '../api/generated/graphql.ts';
import { useLive } from '../api/live.ts';
import { useStockChanges } from '../api/stock-changes.ts';
import { useFormat } from '../lib/format.ts';
import { usePlaceOf } from '../ui/level.tsx';
import { Page } from '../ui/page.tsx';
import { Plot } from '../ui/plot.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Ago, At } from '../ui/time.tsx';
import { RepairButton } from './repair.tsx';

type LoadedLevel = Extract<TargetQuery['node'], { __typename: 'StockLevel' }>;
type Entry = LoadedLevel['history']['nodes'][number];

const Facts = ({ level }: { readonly level: LoadedLevel }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { channel, productId, product, quantity, pendingQuantity, observedAt, source } = level;
  const place = usePlaceOf()(level);
  return (
    <dl className="facts-grid card">
      <div className="fact-main">
        <dt>{t('target.quantity')}</dt>
        <dd className="figure">{format.number(quantity)}</dd>
      </div>
      {pendingQuantity !== null && (
        <div className="fact-main">
          <dt>{t('target.pendingQuantity')}</dt>
          <dd className="figure info-text">{format.number(pendingQuantity)}</dd>
        </div>
      )}
      <div>
        <dt>{t('target.store')}</dt>
        <dd>{place}</dd>
      </div>
      <div>
        <dt>{t('target.channel')}</dt>
        <dd>
          {channel.key} <span className="mono soft">{productId}</span>
        </dd>
      </div>
      {product?.sku && (
        <div>
          <dt>{t('target.sku')}</dt>
          <dd>
            <Link href={`/skus?search=${encodeURIComponent(product.sku.code)}`}>{product.sku.code}</Link>
          </dd>
        </div>
      )}
      <div>
        <dt>{t('target.observed')}</dt>
        <dd>
          <Ago at={observedAt} />
        </dd>
      </div>
      <div>
        <dt>{t('target.source')}</dt>
        <dd>{t(`source.${source}`)}</dd>
      </div>
    </dl>
  );
};

const DriftNotice = ({ level, onRepaired }: { readonly level: LoadedLevel; onRepaired(): void }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { drift } = level;
  if (!drift) return null;
  return (
    <section className="notice warn drift-notice" aria-label={t('drift.title')}>
      <p>
        <strong>{t('drift.title')}.</strong> {t('drift.expected')} {format.number(drift.expected)} ·{' '}
        {t('drift.actual')} {format.number(drift.actual)} · {t('drift.since')} <Ago at={drift.since} />
      </p>
      <RepairButton levels={[level]} onRepaired={onRepaired} />
    </section>
  );
};

/** The plot has one point before the oldest change, and one for now. */
const seriesOf = (entries: readonly Entry[], quantity: number) => {
  const rising = entries.toReversed();
  const oldest = rising[0];
  const times = rising.map(({ at }) => Date.parse(at) / 1_000);
  const values = rising.map(({ after }) => after);
  const first = times[0] ?? 0;
  return {
    times: [
      ...(oldest?.before == null ? [] : [first - 1]),
      ...times,
      Math.max(Date.now() / 1_000, (times.at(-1) ?? 0) + 1),
    ],
    values: [...(oldest?.before == null ? [] : [oldest.before]), ...values, quantity],
  };
};

const Changes = ({ level }: { readonly level: LoadedLevel }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { nodes } = level.history;
  if (nodes.length === 0) {
    return <Empty title={t('target.noHistory')} text={t('products.emptyText')} icon={History} />;
  }
  const series = seriesOf(nodes, level.quantity);
  const { values } = series;
  const columns: readonly Column<Entry>[] = [
    { name: t('target.at'), cell: ({ at }) => <At at={at} /> },
    {
      name: t('target.before'),
      isNumber: true,
      cell: ({ before }) => (before === null ? '–' : format.number(before)),
    },
    { name: t('target.after'), isNumber: true, cell: ({ after }) => format.number(after) },
    { name: t('target.source'), cell: ({ source }) => t(`source.${source}`) },
    { name: t('target.client'), cell: ({ client }) => client ?? '–' },
    {
      name: t('target.operation'),
      cell: ({ operation }) =>
        operation ? (
          <Link href={`/operations/${encodeURIComponent(operation.id)}`}>{t('target.openOperation')}</Link>
        ) : (
          '–'
        ),
    },
  ];
  return (
    <section className="history">
      <h2>{t('target.history')}</h2>
      <p className="soft">{t('target.historyIntro', { count: nodes.length })}</p>
      <div className="card plot-card">
        <Plot
          {...series}
          height={240}
          isStepped
          hasAxes
          hasPoints
          format={format.number}
          label={t('target.plot', {
            first: values[0] ?? 0,
            last: values.at(-1) ?? 0,
            lowest: Math.min(...values),
            highest: Math.max(...values),
          })}
        />
      </div>
      <Table
        label={t('target.history')}
        columns={columns}
        rows={nodes}
        idOf={({ at }, index) => `${at} ${String(index)}`}
      />
    </section>
  );
};

/** One stock level with the history of its quantity. */
export const Target = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const { data, error, refresh } = useLive(TargetDocument, { id }, null);
  const level = data?.node?.__typename === 'StockLevel' ? data.node : null;
  const filter = level ? { channels: [level.channel.key], productIds: [level.productId] } : {};
  const change = useStockChanges(filter, level !== null).get(id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is a new entry of the history
  useEffect(() => {
    if (change) void refresh();
  }, [change]);
  const back = (
    <Link href="/products" className="back">
      <ArrowLeft aria-hidden="true" className="icon" />
      {t('products.title')}
    </Link>
  );
  if (!level) {
    return (
      <Page title={t('target.history')} above={back}>
        {error && !data && <Problem error={error} onRetry={() => void refresh()} />}
        {!error && !data && <Skeleton rows={6} />}
        {data && <Empty title={t('target.notFound')} text={t('target.notFoundText')} icon={SearchX} />}
      </Page>
    );
  }
  return (
    <Page title={level.product?.name ?? t('products.unnamed', { id: level.productId })} above={back}>
      <DriftNotice level={level} onRepaired={() => void refresh()} />
      <Facts level={level} />
      <Changes level={level} />
    </Page>
  );
};
