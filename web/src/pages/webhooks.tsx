import { Power, RotateCcw, Trash2, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyVariables, useClient } from 'urql';
import { documentOf } from '../api/client.ts';
import {
  DeleteWebhookDocument,
  RedeliverWebhookDocument,
  SwitchWebhookDocument,
  type TypedDocumentString,
  WebhooksDocument,
  type WebhooksQuery,
} from '../api/generated/graphql.ts';
import { useLive } from '../api/live.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Problem, Skeleton, textOfError } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { WebhookForm } from './webhook-form.tsx';

type Endpoint = WebhooksQuery['webhookEndpoints'][number];
type Delivery = Endpoint['deliveries']['nodes'][number];

const shownDeliveries = 20;
const variables = { deliveries: shownDeliveries };
const pollMs = 5_000;

const tones: { readonly [status in Delivery['status']]: Tone } = {
  PENDING: 'info',
  DELIVERED: 'good',
  FAILED: 'bad',
};

/** Runs a mutation, and gives the reason if nothing was changed. */
type Act = <Data, Variables extends AnyVariables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
) => Promise<void>;

const resultOf = ({ error, httpStatus }: Delivery['attempts'][number]): string =>
  error ?? String(httpStatus ?? '–');

/** The result of the last attempt. It opens the list of all attempts, with their times and answers. */
const Attempts = ({ attempts }: { readonly attempts: Delivery['attempts'] }) => {
  const { t } = useTranslation();
  const last = attempts.at(-1);
  if (!last) return '–';
  return (
    <details className="attempts">
      <summary>
        {t('webhooks.attempt', { count: attempts.length })} · {resultOf(last)}
      </summary>
      <ol>
        {attempts.map((attempt) => (
          <li key={attempt.at}>
            <Ago at={attempt.at} /> · {resultOf(attempt)}
            {attempt.answer && <q className="soft">{attempt.answer}</q>}
          </li>
        ))}
      </ol>
    </details>
  );
};

const Deliveries = ({ endpoint, act }: { readonly endpoint: Endpoint; readonly act: Act }) => {
  const { t } = useTranslation();
  const rows = endpoint.deliveries.nodes;
  if (rows.length === 0) return <p className="soft small">{t('webhooks.noDeliveries')}</p>;
  const columns: readonly Column<Delivery>[] = [
    { name: t('webhooks.happened'), cell: ({ createdAt }) => <Ago at={createdAt} /> },
    { name: t('webhooks.what'), cell: ({ event }) => t(`webhooks.event.${event}`) },
    {
      name: t('webhooks.status'),
      cell: ({ status }) => <Badge tone={tones[status]}>{t(`webhooks.state.${status}`)}</Badge>,
    },
    { name: t('webhooks.attempts'), cell: ({ attempts }) => <Attempts attempts={attempts} /> },
    {
      name: t('webhooks.redeliver'),
      cell: ({ id }) => (
        <Button
          isDisabled={!endpoint.enabled}
          onPress={() => void act(RedeliverWebhookDocument, { deliveryId: id })}
        >
          <RotateCcw aria-hidden="true" className="icon" />
          {t('webhooks.redeliver')}
        </Button>
      ),
    },
  ];
  return (
    <Table
      label={t('webhooks.deliveriesOf', { url: endpoint.url })}
      columns={columns}
      rows={rows}
      idOf={({ id }) => id}
    />
  );
};

const EndpointCard = ({ endpoint, act }: { readonly endpoint: Endpoint; readonly act: Act }) => {
  const { t } = useTranslation();
  const { id, url, events, enabled, notice } = endpoint;
  const name = enabled ? 'off' : 'on';
  return (
    <section className="card webhook-card">
      <header className="webhook-head">
        <div>
          <h2 className="webhook-url">{url}</h2>
          <p className="soft small">{events.map((event) => t(`webhooks.event.${event}`)).join(' · ')}</p>
        </div>
        <Badge tone={enabled ? 'good' : 'warn'}>
          {t(enabled ? 'webhooks.enabled' : 'webhooks.disabled')}
        </Badge>
      </header>
      {notice && <p className="notice bad">{notice}</p>}
      <div className="webhook-actions">
        <Confirm
          label={
            <>
              <Power aria-hidden="true" className="icon" />
              {t(`webhooks.${name}`)}
            </>
          }
          title={t(`webhooks.${name}Title`)}
          text={t(`webhooks.${name}Text`)}
          action={t(`webhooks.${name}`)}
          onConfirm={() => act(SwitchWebhookDocument, { id, enabled: !enabled })}
        />
        <Confirm
          look="danger"
          label={
            <>
              <Trash2 aria-hidden="true" className="icon" />
              {t('webhooks.delete')}
            </>
          }
          title={t('webhooks.deleteTitle')}
          text={t('webhooks.deleteText')}
          action={t('webhooks.delete')}
          onConfirm={() => act(DeleteWebhookDocument, { id })}
        />
      </div>
      <Deliveries endpoint={endpoint} act={act} />
    </section>
  );
};

/** The webhook endpoints of the client of the API key, with their last deliveries. */
export const Webhooks = () => {
  const { t } = useTranslation();
  const client = useClient();
  const { data, error, refresh } = useLive(WebhooksDocument, variables, pollMs);
  const [problem, setProblem] = useState<string | null>(null);
  const act: Act = async (document, given) => {
    const answer = await client.mutation(documentOf(document), given).toPromise();
    const payloads = Object.values(
      (answer.data ?? {}) as Record<string, { userErrors?: { message: string }[] }>,
    );
    const refused = payloads.flatMap((payload) => payload?.userErrors ?? [])[0]?.message;
    setProblem(refused ?? (answer.error ? (textOfError(answer.error) ?? t('state.unreachable')) : null));
    await refresh();
  };
  const endpoints = data?.webhookEndpoints ?? [];
  return (
    <Page title={t('webhooks.title')} intro={t('webhooks.intro')}>
      <div role="status">{problem && <p className="notice bad">{problem}</p>}</div>
      <WebhookForm onCreated={() => void refresh()} />
      {!data && (error ? <Problem error={error} onRetry={() => void refresh()} /> : <Skeleton rows={3} />)}
      {data && endpoints.length === 0 && (
        <Empty title={t('webhooks.empty')} text={t('webhooks.emptyText')} icon={Webhook} />
      )}
      {endpoints.map((endpoint) => (
        <EndpointCard key={endpoint.id} endpoint={endpoint} act={act} />
      ))}
    </Page>
  );
};
