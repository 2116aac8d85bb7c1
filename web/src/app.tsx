import { SearchX } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { useTranslation } from 'react-i18next';
import { Provider } from 'urql';
import { Link, Route, Router, Switch } from 'wouter';
import { createGatewayClient } from './api/client.ts';
import { session } from './api/session.ts';
import { useStore } from './lib/store.ts';
import { Channels } from './pages/channels.tsx';
import { ChannelData } from './shell/channel-data.tsx';
import { KeyPage } from './shell/key-page.tsx';
import { Shell } from './shell/shell.tsx';
import { Empty, Skeleton } from './ui/states.tsx';

const Operations = lazy(async () => ({ default: (await import('./pages/operations.tsx')).Operations }));
const Operation = lazy(async () => ({ default: (await import('./pages/operation.tsx')).Operation }));
const Products = lazy(async () => ({ default: (await import('./pages/products.tsx')).Products }));
const Target = lazy(async () => ({ default: (await import('./pages/target.tsx')).Target }));
const Drift = lazy(async () => ({ default: (await import('./pages/drift.tsx')).Drift }));
const Skus = lazy(async () => ({ default: (await import('./pages/skus.tsx')).Skus }));
const Webhooks = lazy(async () => ({ default: (await import('./pages/webhooks.tsx')).Webhooks }));
const Rates = lazy(async () => ({ default: (await import('./pages/rates.tsx')).Rates }));

/** The router leaves signs encoded that have a meaning in addresses. Ids contain some of them. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const NotFound = () => {
  const { t } = useTranslation();
  return (
    <Empty title={t('shell.notFound')} text={t('shell.notFoundText')} icon={SearchX}>
      <Link href="/" className="button plain">
        {t('shell.toChannels')}
      </Link>
    </Empty>
  );
};

const Pages = () => (
  <Suspense fallback={<Skeleton />}>
    <Switch>
      <Route path="/">
        <Channels />
      </Route>
      <Route path="/operations">
        <Operations />
      </Route>
      <Route path="/operations/:id">{({ id }) => <Operation key={id} id={decoded(id)} />}</Route>
      <Route path="/products">
        <Products />
      </Route>
      <Route path="/products/:id">{({ id }) => <Target key={id} id={decoded(id)} />}</Route>
      <Route path="/drift">
        <Drift />
      </Route>
      <Route path="/skus">
        <Skus />
      </Route>
      <Route path="/webhooks">
        <Webhooks />
      </Route>
      <Route path="/rates">
        <Rates />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  </Suspense>
);

export const App = () => {
  const { i18n } = useTranslation();
  const { key, state } = useStore(session);
  const { client, close } = useMemo(() => createGatewayClient(key), [key]);
  useEffect(() => close, [close]);
  return (
    <I18nProvider locale={i18n.language}>
      {state === 'needed' ? (
        <KeyPage />
      ) : (
        <Provider value={client}>
          <Router base="/console">
            <ChannelData>
              <Shell>
                <Pages />
              </Shell>
            </ChannelData>
          </Router>
        </Provider>
      )}
    </I18nProvider>
  );
};
