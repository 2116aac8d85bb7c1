import type { TFunction } from 'i18next';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import {
  type ItemStatus,
  OperationResultsDocument,
  type OperationResultsQuery,
  type ResultFragment,
} from '../api/generated/graphql.ts';
import { usePages } from '../api/pages.ts';
import { useFormat } from '../lib/format.ts';
import { targetText } from '../lib/targets.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Select } from '../ui/fields.tsx';
import type { OperationInfo } from '../ui/operation-row.tsx';
import { Empty, Problem, Skeleton } from '../ui/states.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';

const statuses = ['APPLIED', 'FAILED', 'PENDING', 'OUTCOME_UNKNOWN', 'SUPERSEDED', 'CANCELED'] as const;

const tones: { readonly [status in ItemStatus]: Tone } = {
  APPLIED: 'good',
  VALID: 'good',
  FAILED: 'bad',
  OUTCOME_UNKNOWN: 'warn',
  PENDING: 'info',
  SUPERSEDED: 'muted',
  CANCELED: 'muted',
};

const changeText = (t: TFunction, { change }: ResultFragment): string => {
  switch (change?.__typename) {
    case 'StockQuantityChange':
      return change.ifQuantity === null
        ? t('operation.set', { quantity: change.quantity })
        : t('operation.setIf', { quantity: change.quantity, expected: change.ifQuantity });
    case 'StockAdjustmentChange':
      return change.delta > 0 ? `+${String(change.delta)}` : String(change.delta);
    case 'ProductReplacement':
      return change.name;
    case 'InventoryConfirmation':
      return t(change.available ? 'operation.available' : 'operation.unavailable');
    case undefined:
      return '';
  }
};

/** Why the item has its status, and what follows. */
const Detail = ({ result }: { readonly result: ResultFragment }) => {
  const { t } = useTranslation();
  const format = useFormat();
  switch (result.__typename) {
    case 'InvalidItem':
    case 'TargetNotFound':
    case 'VendorRejected':
    case 'VendorUnavailable':
    case 'StaleQuantity': {
      const marks = [
        ...(result.retryable ? [t('operation.retryable')] : []),
        ...(result.mayHaveApplied ? [t('operation.mayHaveApplied')] : []),
      ];
      const vendor = [result.vendorCode, result.vendorMessage].filter((text) => text !== null).join(' ');
      return (
        <>
          <strong>{t(`code.${result.code}`)}</strong>
          {marks.length > 0 && <span className="soft"> · {marks.join(' · ')}</span>}
          <br />
          {result.message}
          {vendor !== '' && (
            <>
              <br />
              <span className="soft">{t('operation.vendorSaid', { text: vendor })}</span>
            </>
          )}
        </>
      );
    }
    case 'OutcomeUnknown':
      return result.unknownMessage;
    case 'ItemPending':
      return (
        <>
          {t(`stage.${result.stage}`)}{' '}
          <span className="soft">{t('operation.until', { time: format.time(result.deadline) })}</span>
        </>
      );
    case 'ItemCanceled':
      return (
        <>
          {t('operation.by')} {result.canceledBy}
        </>
      );
    case 'ItemSuperseded':
      return (
        result.by && (
          <>
            {t('operation.supersededBy')}{' '}
            <Link href={`/operations/${encodeURIComponent(result.by.id)}`} className="mono">
              {result.by.id}
            </Link>
          </>
        )
      );
    case 'StockApplied':
      return (
        <>
          <Link href={`/products/${encodeURIComponent(result.stock.id)}`}>
            {t('operation.applied', { quantity: result.stock.quantity })}
          </Link>
          {result.vendorReference !== null && (
            <span className="soft"> · {t('operation.reference', { text: result.vendorReference })}</span>
          )}
        </>
      );
    case 'StockAppliedUnread':
    case 'ProductApplied':
    case 'ConfirmationApplied':
    case 'ItemValid':
      return null;
  }
};

const Row = ({ result }: { readonly result: ResultFragment }) => {
  const { t } = useTranslation();
  const { index, status, target } = result;
  return (
    <div className="row result-row">
      <span className="result-index soft mono">{index}</span>
      <span className="result-target">
        <strong>{target.channelKey}</strong> <span className="mono">{targetText(t, target)}</span>
      </span>
      <span className="result-change">{changeText(t, result)}</span>
      <span className="result-status">
        <Badge tone={tones[status]}>{t(`itemStatus.${status}`)}</Badge>
      </span>
      <div className="result-detail">
        <Detail result={result} />
      </div>
    </div>
  );
};

const pageOf = ({ operation }: OperationResultsQuery) => operation?.results;

const isStatus = (text: string): text is (typeof statuses)[number] =>
  statuses.some((status) => status === text);

/** The items of an operation. They are read again when the counts of the operation change. */
export const Results = ({ operation }: { readonly operation: OperationInfo }) => {
  const { t } = useTranslation();
  const [status, setStatus] = useState('');
  const { id, pendingCount, unknownCount } = operation;
  const variables = useMemo(
    () => ({ id, first: 100, filter: isStatus(status) ? { statuses: [status] } : {} }),
    [id, status],
  );
  const { nodes, first, error, hasMore, more, reload } = usePages(
    OperationResultsDocument,
    variables,
    pageOf,
  );
  const state = `${String(pendingCount)} ${String(unknownCount)}`;
  const shown = useRef(state);
  useEffect(() => {
    if (shown.current === state) return;
    shown.current = state;
    reload();
  }, [state, reload]);
  const all = { id: '', label: t('state.all') };
  return (
    <>
      <div className="filters">
        <Select
          label={t('operation.filter')}
          value={status}
          options={[all, ...statuses.map((name) => ({ id: name, label: t(`itemStatus.${name}`) }))]}
          onChange={setStatus}
        />
      </div>
      {first === null && error && <Problem error={error} onRetry={reload} />}
      {first === null && !error && <Skeleton rows={4} />}
      {first !== null && nodes.length === 0 && (
        <Empty title={t('operation.noItems')} text={t('operations.noMatchText')} />
      )}
      {nodes.length > 0 && (
        <VirtualList
          label={t('operation.items')}
          entries={nodes}
          rowHeight={72}
          hasMore={hasMore}
          idOf={({ index }) => String(index)}
          onEnd={more}
        >
          {(result) => <Row result={result} />}
        </VirtualList>
      )}
    </>
  );
};
