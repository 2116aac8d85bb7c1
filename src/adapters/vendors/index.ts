import { z } from 'zod';
import { isRecord } from '../../lib/json/json.ts';
import type { VendorSettings } from '../../sandbox/core/vendor.ts';
import { brightmall } from './brightmall/index.ts';
import type { Configured, VendorDefinition } from './definition.ts';
import { globalLink } from './global-link/index.ts';
import { channelFields } from './http/settings.ts';
import { smaregi } from './smaregi/index.ts';

export type { ConfiguredChannel, ProductField, VendorDefinition } from './definition.ts';
export type { VendorContext } from './http/client.ts';

/**
 * The vendors. The schema, the settings, the webhooks, the sandbox and the tests take what they need to know about
 * vendors from this list. The sandbox vendors listen on consecutive ports in this order.
 */
export const vendors: readonly VendorDefinition[] = [globalLink, brightmall, smaregi];

export const vendorNamed = (name: unknown): VendorDefinition | undefined =>
  vendors.find((vendor) => vendor.name === name);

/** The fields of every vendor. They are checked here for an entry whose vendor is unknown. */
const anyVendor = z.looseObject({
  ...channelFields,
  vendor: z.enum(
    vendors.map(({ name }) => name),
    `must be one of ${vendors.map(({ name }) => name).join(', ')}`,
  ),
});

/** Validates the settings of one channel of any vendor. */
export const configureChannel = (fields: unknown): Configured => {
  const vendor = vendorNamed(isRecord(fields) ? fields['vendor'] : undefined);
  if (vendor) return vendor.configure(fields);
  const unnamed = anyVendor.safeParse(fields);
  if (unnamed.success) throw new Error('The list of vendors is not the one that was checked');
  return unnamed;
};

/** The environment variables with which a gateway opens the account that these settings name. */
export const environmentOf = (
  { variables }: VendorDefinition,
  settings: VendorSettings,
): { readonly [variable: string]: string } =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([field, variable]) => {
      const [outer = field, inner] = field.split('.', 2);
      const value = settings[outer];
      const found = typeof value === 'object' && inner !== undefined ? value[inner] : value;
      return typeof found === 'string' ? [[variable, found]] : [];
    }),
  );
