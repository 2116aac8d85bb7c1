import { Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DeliveryLogDocument, type DeliveryLogQuery } from '../api/generated/graphql.ts';
import { useLive } from '../api/live.ts';
import { useFormat } from '../lib/format.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { OperationInfo } from '../ui/operation-row.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';

type Request = NonNullable<DeliveryLogQuery['operation']>['vendorRequests'][number];

const tones: { readonly [outcome in Request['outcome']]: Tone } = {
  SENDING: 'info',
  ANSWERED: 'good',
  AWAITING_CALLBACK: 'info',
  CALLED_BACK: 'good',
  REFUSED: 'bad',
  UNAVAILABLE: 'bad',
  HELD_BACK: 'warn',
  TIMED_OUT: 'bad',
  INTERRUPTED: 'warn',
};

/** The requests that the gateway sent for an operation. */
export const DeliveryLog = ({ operation }: { readonly operation: OperationInfo }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refresh } = useLive(
    DeliveryLogDocument,
    { id: operation.id },
    operation.status === 'RUNNING' ? 2_000 : null,
  );
  if (!data) return error ? <Problem error={error} onRetry={() => void refresh()} /> : <Skeleton rows={3} />;
  const rows = data.operation?.vendorRequests ?? [];
  if (rows.length === 0) {
    return <Empty title={t('operation.noLog')} text={t('operation.noLogText')} icon={Send} />;
  }
  const columns: readonly Column<Request>[] = [
    { name: t('operation.sent'), cell: ({ sentAt }) => <time dateTime={sentAt}>{format.time(sentAt)}</time> },
    { name: t('operations.channel'), cell: ({ channelKey }) => channelKey },
    { name: t('operation.rows'), isNumber: true, cell: ({ rows: count }) => format.number(count) },
    { name: t('operation.attempt'), isNumber: true, cell: ({ attempt }) => format.number(attempt) },
    {
      name: t('operation.outcome'),
      cell: ({ outcome }) => <Badge tone={tones[outcome]}>{t(`outcome.${outcome}`)}</Badge>,
    },
    { name: t('operation.http'), isNumber: true, cell: ({ httpStatus }) => httpStatus ?? '–' },
    {
      name: t('operation.duration'),
      isNumber: true,
      cell: ({ sentAt, answeredAt }) =>
        answeredAt === null ? '–' : format.duration(Date.parse(answeredAt) - Date.parse(sentAt)),
    },
    {
      name: t('operation.vendorRequest'),
      cell: ({ vendorRequestId }) => <span className="mono">{vendorRequestId ?? '–'}</span>,
    },
  ];
  return (
    <Table
      label={t('operation.logLabel')}
      columns={columns}
      rows={rows}
      idOf={({ sentAt }, index) => `${sentAt} ${String(index)}`}
    />
  );
};
