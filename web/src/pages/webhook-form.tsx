import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { documentOf } from '../api/client.ts';
import { CreateWebhookDocument, type WebhookEvent } from '../api/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/fields.tsx';
import { textOfError } from '../ui/states.tsx';

export const webhookEvents = ['OPERATION_COMPLETED', 'ITEM_FAILED', 'STOCK_CHANGED', 'DRIFT_FOUND'] as const;

type Said = { readonly secret: string | null; readonly problem: string | null };

/** Registers a URL, and shows its secret, which the gateway returns only once. */
export const WebhookForm = ({ onCreated }: { onCreated(): void }) => {
  const { t } = useTranslation();
  const client = useClient();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(['OPERATION_COMPLETED']);
  const [said, setSaid] = useState<Said | null>(null);
  const [isRunning, setRunning] = useState(false);

  const create = async (): Promise<void> => {
    setRunning(true);
    const variables = { url: url.trim(), events: [...events] };
    const { data, error } = await client.mutation(documentOf(CreateWebhookDocument), variables).toPromise();
    setRunning(false);
    const payload = data?.createWebhookEndpoint;
    const secret = payload?.secret ?? null;
    const problem = payload?.userErrors[0]?.message ?? (error ? textOfError(error) : null);
    setSaid({ secret, problem: secret === null ? (problem ?? t('state.unreachable')) : null });
    if (secret !== null) {
      setUrl('');
      onCreated();
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void create();
  };
  const toggle = (event: WebhookEvent, is: boolean): void =>
    setEvents(is ? [...events, event] : events.filter((one) => one !== event));

  return (
    <form className="card webhook-form" onSubmit={submit}>
      <h2>{t('webhooks.add')}</h2>
      <label className="field">
        <span className="field-label">{t('webhooks.url')}</span>
        <input
          className="input"
          type="url"
          required
          placeholder="https://"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      </label>
      <fieldset className="webhook-events">
        <legend className="field-label">{t('webhooks.events')}</legend>
        {webhookEvents.map((event) => (
          <Checkbox key={event} isSelected={events.includes(event)} onChange={(is) => toggle(event, is)}>
            {t(`webhooks.event.${event}`)}
          </Checkbox>
        ))}
      </fieldset>
      <Button look="primary" type="submit" isDisabled={events.length === 0} isPending={isRunning}>
        <Plus aria-hidden="true" className="icon" />
        {t('webhooks.create')}
      </Button>
      <div role="status">
        {said?.secret && (
          <p className="notice good">
            <span>{t('webhooks.secret')}</span> <code className="mono">{said.secret}</code>
          </p>
        )}
        {said?.problem && <p className="notice bad">{said.problem}</p>}
      </div>
    </form>
  );
};
