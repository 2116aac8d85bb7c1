import { RadioTower, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormat } from '../lib/format.ts';
import { type ChannelInfo, useChannels } from '../shell/channel-data.tsx';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Page } from '../ui/page.tsx';
import { Plot, type PlotProps } from '../ui/plot.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { Ago } from '../ui/time.tsx';

export const toneOfStatus = { UP: 'good', DEGRADED: 'warn', DOWN: 'bad' } as const satisfies {
  readonly [status: string]: Tone;
};

type MeterProps = Pick<PlotProps, 'times' | 'values' | 'tone' | 'format'> & {
  readonly channel: string;
  readonly name: string;
  readonly now: string;
  readonly note?: string | undefined;
};

/** A figure with its plot. */
const Meter = ({ channel, name, now, note, times, values, tone, format }: MeterProps) => {
  const { t } = useTranslation();
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  return (
    <div className="meter">
      <div className="meter-head">
        <h3>{name}</h3>
        {note !== undefined && <span className="soft small">{note}</span>}
      </div>
      <p className={values.at(-1) == null ? 'meter-value none' : 'meter-value'}>{now}</p>
      <Plot
        times={times}
        values={values}
        height={56}
        {...(tone && { tone })}
        format={format}
        label={t('channels.plot', { name, channel, now, highest: format(highest) })}
      />
    </div>
  );
};

const Meters = ({ channel }: { readonly channel: ChannelInfo }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { historyOf } = useChannels();
  const { key, health } = channel;
  const { times, queue, rate, latency, age } = historyOf(key);
  const ageNow = age.at(-1) ?? null;
  const inFlight = `${t('channels.inFlight')} ${format.number(health.inFlightCount)}`;
  const duration = (value: number): string => format.duration(value * 1_000);
  return (
    <div className="meters">
      <Meter
        channel={key}
        name={t('channels.queue')}
        now={t('channels.queueUnit', { count: health.queuedCount })}
        note={inFlight}
        times={times}
        values={queue}
        tone="warn"
        format={format.number}
      />
      <Meter
        channel={key}
        name={t('channels.rate')}
        now={t('channels.rateUnit', { value: health.itemsPerSecond })}
        times={times}
        values={rate}
        format={format.number}
      />
      <Meter
        channel={key}
        name={t('channels.latency')}
        now={
          health.latencyMs === null
            ? t('channels.noRequests')
            : t('channels.latencyUnit', { value: health.latencyMs })
        }
        times={times}
        values={latency}
        tone="info"
        format={(value) => t('channels.latencyUnit', { value })}
      />
      <Meter
        channel={key}
        name={t('channels.age')}
        now={ageNow === null ? t('channels.noCatalogue') : duration(ageNow)}
        times={times}
        values={age}
        tone="info"
        format={duration}
      />
    </div>
  );
};

const Card = ({ channel }: { readonly channel: ChannelInfo }) => {
  const { t } = useTranslation();
  const { key, vendor, sandbox, currency, capabilities, health } = channel;
  const { maxRowsPerRequest: count, readsStock, callsBack, operations } = capabilities;
  const facts = [
    ...operations.map((kind) => t(`kind.${kind}`)),
    t('channels.rows', { count }),
    ...(readsStock ? [t('channels.reads')] : []),
    ...(callsBack ? [t('channels.callsBack')] : []),
    currency,
  ];
  return (
    <section className="card channel" aria-labelledby={`channel-${key}`}>
      <header className="channel-head">
        <div>
          <h2 id={`channel-${key}`}>{key}</h2>
          <p className="soft small">
            {vendor}
            {sandbox && ` · ${t('channels.sandbox')}`}
          </p>
        </div>
        <Badge tone={toneOfStatus[health.status]}>{t(`channels.status.${health.status}`)}</Badge>
      </header>
      <Meters channel={channel} />
      {health.heldBack !== null && (
        <p className="notice warn">
          <TriangleAlert aria-hidden="true" className="icon" />
          <span>
            <strong>{t('channels.heldBack')}.</strong> {health.heldBack}
          </span>
        </p>
      )}
      {health.lastFailure !== null && health.lastFailureAt !== null && (
        <p className={health.status === 'UP' ? 'notice' : 'notice bad'}>
          <TriangleAlert aria-hidden="true" className="icon" />
          <span>
            <strong>{t('channels.lastFailure')}</strong> <Ago at={health.lastFailureAt} />:{' '}
            {health.lastFailure}
          </span>
        </p>
      )}
      <footer className="channel-foot">
        <ul className="facts" aria-label={t('channels.facts')}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <p className="links">
          <Link href={`/operations?channel=${encodeURIComponent(key)}`}>{t('channels.operations')}</Link>
          {readsStock && (
            <Link href={`/products?channel=${encodeURIComponent(key)}`}>{t('channels.stock')}</Link>
          )}
        </p>
      </footer>
    </section>
  );
};

/** The health of the channels, with live plots. */
export const Channels = () => {
  const { t } = useTranslation();
  const { data, error, refresh } = useChannels();
  return (
    <Page title={t('channels.title')} intro={t('channels.intro')}>
      {!data && error && <Problem error={error} onRetry={() => void refresh()} />}
      {!data && !error && <Skeleton rows={3} tall />}
      {data?.channels.length === 0 && (
        <Empty title={t('channels.empty')} text={t('channels.emptyText')} icon={RadioTower} />
      )}
      <div className="channels">
        {data?.channels.map((channel) => (
          <Card key={channel.key} channel={channel} />
        ))}
      </div>
    </Page>
  );
};
