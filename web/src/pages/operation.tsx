import { ArrowLeft, ListX, RotateCcw, SearchX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { Link } from 'wouter';
import { documentOf } from '../api/client.ts';
import {
  CancelOperationDocument,
  FollowDocument,
  OperationDocument,
  type OperationQuery,
  RetryOperationDocument,
} from '../api/generated/graphql.ts';
import { useEvents, useLive } from '../api/live.ts';
import { useFormat } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { type OperationInfo, OperationLink, OutcomeBar, toneOf } from '../ui/operation-row.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Problem, Skeleton, textOfError } from '../ui/states.tsx';
import { At } from '../ui/time.tsx';
import { DeliveryLog } from './operation-log.tsx';
import { Results } from './operation-results.tsx';

type Said = { readonly text: string; readonly isProblem: boolean; readonly operation?: string };

const Facts = ({ operation }: { readonly operation: OperationInfo }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, client, createdAt, completedAt, idempotencyKey } = operation;
  return (
    <dl className="facts-grid card">
      <div>
        <dt>{t('operation.created')}</dt>
        <dd>
          <At at={createdAt} />
        </dd>
      </div>
      {completedAt !== null && (
        <div>
          <dt>{t('operation.took')}</dt>
          <dd>{format.duration(Date.parse(completedAt) - Date.parse(createdAt))}</dd>
        </div>
      )}
      <div>
        <dt>{t('operation.client')}</dt>
        <dd>{client}</dd>
      </div>
      {idempotencyKey !== null && (
        <div>
          <dt>{t('operation.idempotencyKey')}</dt>
          <dd className="mono">{idempotencyKey}</dd>
        </div>
      )}
      <div>
        <dt>{t('operation.id')}</dt>
        <dd className="mono">{id}</dd>
      </div>
    </dl>
  );
};

const counts = [
  ['APPLIED', 'appliedCount'],
  ['FAILED', 'failedCount'],
  ['PENDING', 'pendingCount'],
  ['OUTCOME_UNKNOWN', 'unknownCount'],
  ['SUPERSEDED', 'supersededCount'],
  ['CANCELED', 'canceledCount'],
] as const;

const Counts = ({ operation }: { readonly operation: OperationInfo }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="card counts">
      <dl>
        {counts.map(([status, name]) => (
          <div
            key={status}
            className={operation[name] === 0 ? 'count zero' : `count ${status.toLowerCase()}`}
          >
            <dt>{t(`itemStatus.${status}`)}</dt>
            <dd>{format.number(operation[name])}</dd>
          </div>
        ))}
      </dl>
      <OutcomeBar operation={operation} />
    </div>
  );
};

/** The buttons of an operation, and what came of them. */
const useActions = (id: string) => {
  const { t } = useTranslation();
  const client = useClient();
  const [said, setSaid] = useState<Said | null>(null);
  const problem = (text: string): void => setSaid({ text, isProblem: true });
  const retry = async (): Promise<void> => {
    const input = { operationId: id, waitMs: 0 };
    const { data, error } = await client.mutation(documentOf(RetryOperationDocument), { input }).toPromise();
    if (error) return problem(textOfError(error) ?? t('state.unreachable'));
    const payload = data?.retryOperation;
    const refusal = payload?.userErrors[0];
    if (refusal) return problem(refusal.message);
    const operation = payload?.operation?.id;
    setSaid({ text: t('operation.retried'), isProblem: false, ...(operation && { operation }) });
  };
  const cancel = async (): Promise<void> => {
    const input = { operationId: id };
    const { data, error } = await client.mutation(documentOf(CancelOperationDocument), { input }).toPromise();
    if (error) return problem(textOfError(error) ?? t('state.unreachable'));
    const payload = data?.cancelOperation;
    const refusal = payload?.userErrors[0];
    if (refusal) return problem(refusal.message);
    const count = payload?.canceledCount ?? 0;
    setSaid({ text: t('operation.canceledCount', { count }), isProblem: false });
  };
  return { said, retry, cancel };
};

const SaidLine = ({ said }: { readonly said: Said | null }) => {
  const { t } = useTranslation();
  return (
    <div role="status">
      {said && (
        <p className={said.isProblem ? 'notice bad' : 'notice good'}>
          <span>{said.text}</span>
          {said.operation !== undefined && (
            <Link href={`/operations/${encodeURIComponent(said.operation)}`}>{t('operation.openRetry')}</Link>
          )}
        </p>
      )}
    </div>
  );
};

type Loaded = NonNullable<OperationQuery['operation']>;

const Relatives = ({ retryOf, retries }: Pick<Loaded, 'retryOf' | 'retries'>) => {
  const { t } = useTranslation();
  if (!retryOf && retries.length === 0) return null;
  return (
    <section className="relatives">
      {retryOf && (
        <p>
          {t('operation.retryOf')}{' '}
          <Link href={`/operations/${encodeURIComponent(retryOf.id)}`} className="mono">
            {retryOf.id}
          </Link>
        </p>
      )}
      {retries.length > 0 && (
        <>
          <h2>{t('operation.retries')}</h2>
          <ul className="rows">
            {retries.map((retry) => (
              <li key={retry.id}>
                <OperationLink operation={retry} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** The newest state of an operation: events while it runs, and a poll that also finds its retries. */
const useOperation = (id: string) => {
  const live = useLive(OperationDocument, { id }, 3_000);
  const [event, setEvent] = useState<OperationInfo | null>(null);
  const loaded = live.data?.operation ?? null;
  const isRunning = loaded?.status === 'RUNNING';
  useEvents(
    FollowDocument,
    { id },
    ({ operationChanged }) => setEvent(operationChanged.operation),
    isRunning,
  );
  // A poll that began before an event may end after it.
  const isNewer = event !== null && loaded !== null && event.pendingCount < loaded.pendingCount;
  return { ...live, loaded, operation: isNewer ? { ...loaded, ...event } : loaded };
};

/** One operation: its items with their failures, its delivery log, and its buttons. */
export const Operation = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const { operation, loaded, error, data, refresh } = useOperation(id);
  const { said, retry, cancel } = useActions(id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a button the state is read at once
  useEffect(() => {
    if (said) void refresh();
  }, [said]);
  const back = (
    <Link href="/operations" className="back">
      <ArrowLeft aria-hidden="true" className="icon" />
      {t('operations.title')}
    </Link>
  );
  if (!operation || !loaded) {
    return (
      <Page title={t('operation.title')} above={back}>
        {error && !data && <Problem error={error} onRetry={() => void refresh()} />}
        {!error && !data && <Skeleton rows={6} />}
        {data && <Empty title={t('operation.notFound')} text={t('operation.notFoundText')} icon={SearchX} />}
      </Page>
    );
  }
  const { kind, status, failedCount, pendingCount } = operation;
  return (
    <Page
      title={t(`kind.${kind}`)}
      above={back}
      actions={
        <>
          <Badge tone={toneOf(operation)}>{t(`operations.statuses.${status}`)}</Badge>
          {pendingCount > 0 && (
            <Confirm
              look="danger"
              label={
                <>
                  <ListX aria-hidden="true" className="icon" />
                  {t('operation.cancel')}
                </>
              }
              title={t('operation.cancelTitle')}
              text={t('operation.cancelText')}
              action={t('operation.cancel')}
              onConfirm={cancel}
            />
          )}
          {status === 'COMPLETED' && failedCount > 0 && (
            <Confirm
              look="primary"
              label={
                <>
                  <RotateCcw aria-hidden="true" className="icon" />
                  {t('operation.retry')}
                </>
              }
              title={t('operation.retryTitle')}
              text={t('operation.retryText')}
              action={t('operation.retry')}
              onConfirm={retry}
            />
          )}
        </>
      }
    >
      <SaidLine said={said} />
      <Counts operation={operation} />
      <Facts operation={operation} />
      <Relatives {...loaded} />
      <Tabs className="tabs">
        <TabList className="tab-list" aria-label={t('operation.title')}>
          <Tab id="items" className="tab">
            {t('operation.items')}
          </Tab>
          <Tab id="log" className="tab">
            {t('operation.log')}
          </Tab>
        </TabList>
        <TabPanel id="items" className="tab-panel">
          <Results operation={operation} />
        </TabPanel>
        <TabPanel id="log" className="tab-panel">
          <DeliveryLog operation={operation} />
        </TabPanel>
      </Tabs>
    </Page>
  );
};
