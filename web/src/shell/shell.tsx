import {
  Activity,
  Boxes,
  Gauge,
  GitCompareArrows,
  KeyRound,
  type LucideIcon,
  RadioTower,
  SlidersHorizontal,
  Tags,
  Webhook,
  WifiOff,
} from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import { connection } from '../api/connection.ts';
import { forgetKey, session } from '../api/session.ts';
import { useStore } from '../lib/store.ts';
import { Button } from '../ui/button.tsx';
import { useChannels } from './channel-data.tsx';

const Preferences = lazy(async () => ({ default: (await import('./preferences.tsx')).Preferences }));

const pages = [
  { to: '/', pattern: '/', name: 'channels', icon: RadioTower },
  { to: '/operations', pattern: '/operations/*?', name: 'operations', icon: Activity },
  { to: '/products', pattern: '/products/*?', name: 'products', icon: Boxes },
  { to: '/drift', pattern: '/drift', name: 'drift', icon: GitCompareArrows },
  { to: '/skus', pattern: '/skus', name: 'skus', icon: Tags },
  { to: '/webhooks', pattern: '/webhooks', name: 'webhooks', icon: Webhook },
  { to: '/rates', pattern: '/rates', name: 'rates', icon: Gauge },
] as const;

type EntryProps = {
  readonly to: string;
  readonly pattern: string;
  readonly icon: LucideIcon;
  readonly children: string;
};

const Entry = ({ to, pattern, icon: Icon, children }: EntryProps) => {
  const [isCurrent] = useRoute(pattern);
  return (
    <li>
      <Link href={to} className="nav-link" aria-current={isCurrent ? 'page' : undefined}>
        <Icon aria-hidden="true" className="icon" />
        <span>{children}</span>
      </Link>
    </li>
  );
};

const Brand = () => (
  <Link href="/" className="brand" aria-label="Onshelf">
    <svg viewBox="0 0 32 32" aria-hidden="true" className="brand-mark">
      <rect width="32" height="32" rx="8" className="brand-ground" />
      <path d="M7 12h18M7 22h18" className="brand-line" />
      <rect x="9" y="6" width="5" height="6" rx="1.2" className="brand-box" />
      <rect x="16" y="16" width="7" height="6" rx="1.2" className="brand-box second" />
    </svg>
    <span className="brand-name">Onshelf</span>
  </Link>
);

/** States whether a button here changes what is sold. */
const Vendors = () => {
  const { t } = useTranslation();
  const { data } = useChannels();
  if (!data || data.channels.length === 0) return null;
  const isReal = data.channels.some(({ sandbox }) => !sandbox);
  return <span className={isReal ? 'mark real' : 'mark'}>{t(isReal ? 'shell.real' : 'shell.sandbox')}</span>;
};

const ConnectionBanner = () => {
  const { t } = useTranslation();
  const { state } = useStore(connection);
  return (
    <div role="status" className="banner-place">
      {state === 'lost' && (
        <p className="banner">
          <WifiOff aria-hidden="true" className="icon" />
          {t('shell.lost')}
        </p>
      )}
    </div>
  );
};

const PreferencesButton = () => {
  const { t } = useTranslation();
  const [isUsed, setUsed] = useState(false);
  const button = (
    <Button
      look="quiet"
      className="icon-button"
      aria-label={t('shell.settings')}
      onPress={() => setUsed(true)}
    >
      <SlidersHorizontal aria-hidden="true" className="icon" />
    </Button>
  );
  if (!isUsed) return button;
  return (
    <Suspense fallback={button}>
      <Preferences />
    </Suspense>
  );
};

export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  const { key } = useStore(session);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <header className="top">
        <Brand />
        <div className="top-tools">
          <Vendors />
          {key !== null && (
            <Button look="quiet" className="icon-button" aria-label={t('shell.signOut')} onPress={forgetKey}>
              <KeyRound aria-hidden="true" className="icon" />
            </Button>
          )}
          <PreferencesButton />
        </div>
      </header>
      <nav className="nav" aria-label={t('nav.label')}>
        <ul>
          {pages.map(({ name, ...page }) => (
            <Entry key={name} {...page}>
              {t(`nav.${name}`)}
            </Entry>
          ))}
        </ul>
      </nav>
      <main id="content" className="content">
        <ConnectionBanner />
        {children}
      </main>
    </div>
  );
};
