import { Gauge } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { documentOf } from '../api/client.ts';
import { type AllowanceSample, allowance as allowanceStore } from '../api/connection.ts';
import { OperationsDocument } from '../api/generated/graphql.ts';
import { useNow } from '../lib/clock.ts';
import { useFormat } from '../lib/format.ts';
import { useStore } from '../lib/store.ts';
import type { OperationInfo } from '../ui/operation-row.tsx';
import { Page } from '../ui/page.tsx';
import { Plot } from '../ui/plot.tsx';
import { Empty, Skeleton } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';

const windowMinutes = 10;
const windowMs = windowMinutes * 60_000;
const bucketMs = 10_000;
const pollMs = 3_000;
const pageSize = 100;
/** The operations that one poll reads at most. */
const mostPages = 10;

/** The operations of the last minutes, newest first. A poll reads new ones until it meets a known one. */
const useRecentOperations = () => {
  const client = useClient();
  const [operations, setOperations] = useState<readonly OperationInfo[] | null>(null);
  const [isPartial, setPartial] = useState(false);
  useEffect(() => {
    let stopped = false;
    let timer = 0;
    const poll = async (): Promise<void> => {
      const createdAfter = new Date(Date.now() - windowMs).toISOString();
      const read: OperationInfo[] = [];
      let after: string | null = null;
      let hasMore = true;
      for (let page = 0; page < mostPages && hasMore; page += 1) {
        const asked: { filter: { createdAfter: string }; first: number; after: string | null } = {
          filter: { createdAfter },
          first: pageSize,
          after,
        };
        const { data } = await client.query(documentOf(OperationsDocument), asked).toPromise();
        if (!data || stopped) return;
        read.push(...data.operations.nodes);
        after = data.operations.pageInfo.endCursor;
        hasMore = data.operations.pageInfo.hasNextPage;
      }
      setPartial(hasMore);
      setOperations(read);
    };
    const next = async (): Promise<void> => {
      if (!document.hidden) await poll();
      if (!stopped) timer = window.setTimeout(() => void next(), pollMs);
    };
    void next();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [client]);
  return { operations, isPartial };
};

/** Items per second, in buckets up to now. */
const seriesOf = (operations: readonly OperationInfo[], now: number) => {
  const buckets = windowMs / bucketMs;
  const end = Math.ceil(now / bucketMs) * bucketMs;
  const values = Array.from({ length: buckets }, () => 0);
  for (const { createdAt, itemCount } of operations) {
    const index = buckets - 1 - Math.floor((end - Date.parse(createdAt)) / bucketMs);
    const before = values[index];
    if (before !== undefined) values[index] = before + itemCount / (bucketMs / 1_000);
  }
  const times = values.map((_, index) => (end - (buckets - 1 - index) * bucketMs) / 1_000);
  return { times, values };
};

type ClientRow = {
  readonly client: string;
  readonly operations: number;
  readonly items: number;
  readonly failed: number;
};

const clientsOf = (operations: readonly OperationInfo[]): readonly ClientRow[] => {
  const rows = new Map<string, ClientRow>();
  for (const { client, itemCount, failedCount } of operations) {
    const row = rows.get(client) ?? { client, operations: 0, items: 0, failed: 0 };
    rows.set(client, {
      client,
      operations: row.operations + 1,
      items: row.items + itemCount,
      failed: row.failed + failedCount,
    });
  }
  return [...rows.values()].toSorted((a, b) => b.items - a.items);
};

/** The samples since this page was opened. */
const useAllowances = (): readonly AllowanceSample[] => {
  const newest = useStore(allowanceStore);
  const [samples, setSamples] = useState<readonly AllowanceSample[]>([]);
  useEffect(() => {
    if (newest) setSamples((before) => [...before.slice(-299), newest]);
  }, [newest]);
  return samples;
};

const Left = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const samples = useAllowances();
  const newest = samples.at(-1)?.allowance ?? null;
  const times = useMemo(() => samples.map(({ at }) => at / 1_000), [samples]);
  const values = useMemo(() => samples.map(({ allowance }) => allowance?.remaining ?? null), [samples]);
  return (
    <section className="card rate-card" aria-labelledby="rate-left">
      <h2 id="rate-left">{t('rates.left')}</h2>
      {samples.length === 0 && <Skeleton rows={1} tall />}
      {samples.length > 0 && !newest && (
        <>
          <p className="figure">{t('rates.unlimited')}</p>
          <p className="soft">{t('rates.unlimitedText')}</p>
        </>
      )}
      {newest && (
        <>
          <p className="figure">{t('rates.leftOf', { remaining: newest.remaining, limit: newest.limit })}</p>
          <p className="soft">{newest.remaining < newest.limit && <FullAgain at={newest.resetAt} />}</p>
          <Plot
            times={times}
            values={values}
            height={120}
            hasAxes
            format={format.number}
            label={t('rates.plotLeft', { now: format.number(newest.remaining) })}
          />
        </>
      )}
    </section>
  );
};

const FullAgain = ({ at }: { readonly at: string }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return <time dateTime={at}>{t('rates.full', { time: format.relative(at, now) })}</time>;
};

const Accepted = ({ operations }: { readonly operations: readonly OperationInfo[] }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const bucket = Math.floor(now / bucketMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new bucket moves the plot
  const { times, values } = useMemo(() => seriesOf(operations, now), [operations, bucket]);
  const perSecond = (value: number): string => t('rates.perSecond', { value });
  const newest = values.at(-1) ?? 0;
  return (
    <section className="card rate-card" aria-labelledby="rate-accepted">
      <h2 id="rate-accepted">{t('rates.accepted')}</h2>
      <p className="figure">{perSecond(newest)}</p>
      <p className="soft">{t('rates.acceptedText', { minutes: windowMinutes })}</p>
      <Plot
        times={times}
        values={values}
        height={120}
        hasAxes
        isStepped
        format={format.number}
        label={t('rates.plot', { now: perSecond(newest), highest: perSecond(Math.max(...values)) })}
      />
    </section>
  );
};

const Clients = ({ operations, isPartial }: ReturnType<typeof useRecentOperations>) => {
  const { t } = useTranslation();
  const format = useFormat();
  if (operations === null) return <Skeleton rows={3} />;
  if (operations.length === 0) {
    return (
      <Empty title={t('rates.empty', { minutes: windowMinutes })} text={t('rates.emptyText')} icon={Gauge} />
    );
  }
  const oldest = operations.at(-1)?.createdAt ?? '';
  // While not all were read, the rate is that of the time since the oldest one.
  const seconds = isPartial ? Math.max(1, (Date.now() - Date.parse(oldest)) / 1_000) : windowMs / 1_000;
  const columns: readonly Column<ClientRow>[] = [
    { name: t('rates.client'), cell: ({ client }) => client },
    { name: t('rates.operationsCount'), isNumber: true, cell: (row) => format.number(row.operations) },
    { name: t('rates.itemsCount'), isNumber: true, cell: ({ items }) => format.number(items) },
    { name: t('rates.failedCount'), isNumber: true, cell: ({ failed }) => format.number(failed) },
    {
      name: t('rates.rate'),
      isNumber: true,
      cell: ({ items }) => t('rates.perSecond', { value: Math.round((items / seconds) * 100) / 100 }),
    },
  ];
  return (
    <section>
      <h2>{t('rates.clients')}</h2>
      <Table
        label={t('rates.clients')}
        columns={columns}
        rows={clientsOf(operations)}
        idOf={({ client }) => client}
      />
      {isPartial && (
        <p className="soft small">
          {t('rates.partial', { count: operations.length })} <Ago at={oldest} />
        </p>
      )}
    </section>
  );
};

/** What clients send, and what is left of the rate of the client whose key is used. */
export const Rates = () => {
  const { t } = useTranslation();
  const recent = useRecentOperations();
  return (
    <Page title={t('rates.title')} intro={t('rates.intro')}>
      <div className="rate-cards">
        <Left />
        {recent.operations !== null && <Accepted operations={recent.operations} />}
      </div>
      <Clients {...recent} />
    </Page>
  );
};
