import { CircleAlert, type LucideIcon, PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { Button } from './button.tsx';

type EmptyProps = {
  readonly title: string;
  readonly text: string;
  readonly icon?: LucideIcon;
  readonly children?: ReactNode;
};

/** Shown in place of a list without entries. */
export const Empty = ({ title, text, icon: Icon = PackageOpen, children }: EmptyProps) => (
  <div className="state">
    <Icon className="state-icon" aria-hidden="true" />
    <p className="state-title">{title}</p>
    <p className="state-text">{text}</p>
    {children}
  </div>
);

/** The text of an error for a person: the gateway's own messages, without the prefix of the library. */
export const textOfError = (error: CombinedError): string | null =>
  error.graphQLErrors.length > 0
    ? [...new Set(error.graphQLErrors.map(({ message }) => message))].join(' ')
    : null;

export const Problem = ({
  error,
  onRetry,
}: {
  readonly error: CombinedError;
  readonly onRetry?: () => void;
}) => {
  const { t } = useTranslation();
  return (
    <div className="state state-problem" role="alert">
      <CircleAlert className="state-icon" aria-hidden="true" />
      <p className="state-title">{t('state.error')}</p>
      <p className="state-text">{textOfError(error) ?? t('state.unreachable')}</p>
      {onRetry && <Button onPress={onRetry}>{t('state.retry')}</Button>}
    </div>
  );
};

/** Grey bars in the place of the rows that are loaded. */
export const Skeleton = ({ rows = 5, tall = false }: { readonly rows?: number; readonly tall?: boolean }) => {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={`row-${String(index)}`} className={tall ? 'skeleton-row tall' : 'skeleton-row'} />
      ))}
    </div>
  );
};
