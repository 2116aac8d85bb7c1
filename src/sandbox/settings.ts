import type { Sandbox } from './sandbox.ts';

/** The lines of an .env file that point the gateway at this sandbox. */
export const settingsLines = ({ globalLink, brightmall, smaregi }: Sandbox): readonly string[] => [
  `GLOBAL_LINK_BASE_URL=${globalLink.url}`,
  `GLOBAL_LINK_SECRET_KEY=${globalLink.secretKey}`,
  `BRIGHTMALL_BASE_URL=${brightmall.url}`,
  `BRIGHTMALL_API_KEY=${brightmall.apiKey}`,
  `BRIGHTMALL_VENDOR_ID=${brightmall.vendorId}`,
  `SMAREGI_BASE_URL=${smaregi.url}`,
  `SMAREGI_TOKEN_URL=${smaregi.tokenUrl}`,
  `SMAREGI_CLIENT_ID=${smaregi.clientId}`,
  `SMAREGI_CLIENT_SECRET=${smaregi.clientSecret}`,
];
