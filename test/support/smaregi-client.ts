import { until } from './client.ts';
import type { Sandbox } from './sandbox/index.ts';

export type SmaregiAccount = Sandbox['smaregi'];

const tokenOf = async ({ tokenUrl, clientId, clientSecret }: SmaregiAccount): Promise<string> => {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'pos.stock:write' }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
};

/** Sets stock at the vendor without the gateway, like a sale at a till. */
export const setAtSmaregi = async (
  account: SmaregiAccount,
  productId: string,
  storeId: string,
  quantity: number,
): Promise<void> => {
  const { control, url } = account;
  const before = control.writes().length;
  await fetch(`${url}/stock/bulk`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${await tokenOf(account)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      stock: [{ productId, storeId, stockAmount: String(quantity) }],
      // No process listens there, and the change is made anyway.
      callbackUrl: 'http://127.0.0.1:9/till',
    }),
  });
  await until(
    () => control.writes().length,
    (count) => count > before,
  );
};

/** Adds to stock by the vendor's API without the gateway, as another client of the vendor does. */
export const addAtSmaregi = async (
  account: SmaregiAccount,
  rows: readonly {
    readonly productId: string;
    readonly storeId: string;
    stockAmount: string;
    memo: string;
  }[],
): Promise<void> => {
  const { control, url } = account;
  const before = control.writes().length;
  await fetch(`${url}/stock/add/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf(account)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      stock: rows.map(({ memo, ...row }) => ({ ...row, stockHistory: { memo } })),
      callbackUrl: 'http://127.0.0.1:9/other',
    }),
  });
  await until(
    () => control.writes().length,
    (count) => count >= before + rows.length,
  );
};
