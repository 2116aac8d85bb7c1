import type { TFunction } from 'i18next';

type Target = {
  readonly channelKey?: string;
  readonly productId?: string | null;
  readonly locationId?: string | null;
  readonly optionId?: string | null;
  readonly orderItemId?: string | null;
  readonly skuCode?: string | null;
};

/** The ids of a target in one line. The channel is shown apart. */
export const targetText = (t: TFunction, target: Target): string =>
  [
    target.skuCode ?? null,
    target.productId ?? null,
    target.locationId == null ? null : t('operation.store', { id: target.locationId }),
    target.optionId == null ? null : t('operation.option', { id: target.optionId }),
    target.orderItemId == null ? null : t('operation.orderItem', { id: target.orderItemId }),
  ]
    .filter((part) => part !== null)
    .join(' · ');
