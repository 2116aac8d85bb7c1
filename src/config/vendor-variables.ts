import type { Vendor } from '../ports/channel.ts';

/** The variables that configure one account of a vendor, by the field of the channel's settings each one fills. */
export type VendorVariables = {
  readonly vendor: Vendor;
  /** The id of the channel that they make. */
  readonly id: string;
  readonly variables: { readonly [field: string]: string };
};

export const vendorVariables: readonly VendorVariables[] = [
  {
    vendor: 'GLOBAL_LINK',
    id: 'global-link',
    variables: { baseUrl: 'GLOBAL_LINK_BASE_URL', secretKey: 'GLOBAL_LINK_SECRET_KEY' },
  },
  {
    vendor: 'BRIGHTMALL',
    id: 'brightmall',
    variables: {
      baseUrl: 'BRIGHTMALL_BASE_URL',
      apiKey: 'BRIGHTMALL_API_KEY',
      vendorId: 'BRIGHTMALL_VENDOR_ID',
    },
  },
  {
    vendor: 'SMAREGI',
    id: 'smaregi',
    variables: {
      baseUrl: 'SMAREGI_BASE_URL',
      tokenUrl: 'SMAREGI_TOKEN_URL',
      clientId: 'SMAREGI_CLIENT_ID',
      clientSecret: 'SMAREGI_CLIENT_SECRET',
      accessToken: 'SMAREGI_ACCESS_TOKEN',
    },
  },
];
