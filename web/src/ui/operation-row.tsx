import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OperationRowFragment } from '../api/generated/graphql.ts';
import { Badge, type Tone } from './badge.tsx';
import { Ago } from './time.tsx';

export type OperationInfo = OperationRowFragment;

/** The tone of an operation: its failures count, as soon as there is one. */
export const toneOf = ({ status, failedCount, unknownCount }: OperationInfo): Tone => {
  if (failedCount > 0) return 'bad';
  if (unknownCount > 0) return 'warn';
  return status === 'RUNNING' ? 'info' : 'good';
};

const parts = ['applied', 'failed', 'pending', 'other'] as const;

/** The share of each outcome. Its text is for screen readers. */
export const OutcomeBar = ({ operation }: { readonly operation: OperationInfo }) => {
  const { t } = useTranslation();
  const { itemCount, appliedCount, failedCount, pendingCount } = operation;
  const counts = {
    applied: appliedCount,
    failed: failedCount,
    pending: pendingCount,
    other: itemCount - appliedCount - failedCount - pendingCount,
  };
  return (
    <span className="bar">
      <span className="hidden">{t('operations.bar', counts)}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        {parts.map((part, index) => {
          const before = parts.slice(0, index).reduce((sum, name) => sum + counts[name], 0);
          const share = itemCount === 0 ? 0 : 100 / itemCount;
          return (
            <rect
              key={part}
              className={`bar-${part}`}
              x={before * share}
              width={counts[part] * share}
              height="6"
            />
          );
        })}
      </svg>
    </span>
  );
};

/** One operation of a list, as a link to its page. */
export const OperationLink = ({ operation }: { readonly operation: OperationInfo }) => {
  const { t } = useTranslation();
  const { id, kind, status, client, createdAt, itemCount, failedCount, idempotencyKey } = operation;
  return (
    <Link href={`/operations/${encodeURIComponent(id)}`} className="row operation-row">
      <span className="operation-kind">{t(`kind.${kind}`)}</span>
      <span className="operation-client soft">
        {client}
        {idempotencyKey !== null && <span className="mono"> · {idempotencyKey}</span>}
      </span>
      <span className="operation-status">
        <Badge tone={toneOf(operation)}>{t(`operations.statuses.${status}`)}</Badge>
      </span>
      <span className="operation-items">
        {t('operations.items', { count: itemCount })}
        {failedCount > 0 && (
          <span className="bad-text">
            {' '}
            · {failedCount} {t('itemStatus.FAILED')}
          </span>
        )}
      </span>
      <OutcomeBar operation={operation} />
      <span className="operation-time soft">
        <Ago at={createdAt} />
      </span>
    </Link>
  );
};
