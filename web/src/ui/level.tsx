import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LevelFieldsFragment } from '../api/generated/graphql.ts';
import { useFormat } from '../lib/format.ts';

export type Level = LevelFieldsFragment;

/** The place of a level within its product. */
export const usePlaceOf = (): ((level: Level) => string) => {
  const { t } = useTranslation();
  return ({ location, locationId, optionId }) => {
    const place = location?.name ?? (locationId === null ? null : t('operation.store', { id: locationId }));
    const option = optionId === null ? null : t('operation.option', { id: optionId });
    return [place, option].filter((part) => part !== null).join(' · ') || t('products.wholeProduct');
  };
};

/** A stock level as a link to its history. */
export const LevelChip = ({ level, name }: { readonly level: Level; readonly name: string }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const place = usePlaceOf()(level);
  const { id, quantity, pending, pendingQuantity, drift, soldOut } = level;
  return (
    <Link
      href={`/products/${encodeURIComponent(id)}`}
      className={quantity <= 0 ? 'chip empty' : 'chip'}
      title={t('products.history', { target: `${name} · ${place}` })}
    >
      <span className="chip-place">{place}</span>
      <span className="chip-quantity">{format.number(quantity)}</span>
      {pending && (
        <span className="chip-note info">
          {pendingQuantity === null
            ? t('products.pending')
            : t('products.pendingTo', { quantity: pendingQuantity })}
        </span>
      )}
      {drift && <span className="chip-note warn">{t('products.drift')}</span>}
      {soldOut === true && <span className="chip-note bad">{t('products.soldOut')}</span>}
    </Link>
  );
};
