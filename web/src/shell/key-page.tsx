import { KeyRound } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterKey, session } from '../api/session.ts';
import { useStore } from '../lib/store.ts';
import { Button } from '../ui/button.tsx';

/** Asks for the API key. */
export const KeyPage = () => {
  const { t } = useTranslation();
  const { refused } = useStore(session);
  const [text, setText] = useState('');
  useEffect(() => {
    document.title = `${t('key.title')} · Onshelf`;
  }, [t]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const key = text.trim();
    if (key !== '') enterKey(key);
  };
  return (
    <main className="key-page">
      <form className="card key-card" onSubmit={submit}>
        <KeyRound aria-hidden="true" className="key-icon" />
        <h1>{t('key.title')}</h1>
        <p className="soft">{t('key.text')}</p>
        <label className="field">
          <span className="field-label">{t('key.label')}</span>
          <input
            className="input"
            type="password"
            name="api-key"
            autoComplete="off"
            spellCheck={false}
            required
            value={text}
            aria-describedby={refused ? 'key-problem key-origin' : 'key-origin'}
            aria-invalid={refused}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {refused && (
          <p id="key-problem" className="problem-text" role="alert">
            {t('key.refused')}
          </p>
        )}
        <Button type="submit" look="primary">
          {t('key.enter')}
        </Button>
        <p id="key-origin" className="soft small">
          {t('key.origin')}
        </p>
      </form>
    </main>
  );
};
