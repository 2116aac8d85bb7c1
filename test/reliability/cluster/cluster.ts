import { writeFile } from 'node:fs/promises';
import { createDatabase, query } from '../../support/postgres.ts';
import { type Gateway, it as withProcesses } from '../../support/process.ts';
import type { Sandbox } from '../../support/sandbox/index.ts';
import type { Settings } from '../../support/settings.ts';
import { acceptedValue } from '../support/vendor-writes.ts';

/** For tests with several gateways on one database, each in its own process. */
export const it = withProcesses.extend('database', async ({ onTestFinished }) => {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  return database;
});

type StartGateway = (settings: Settings) => Promise<Gateway>;

export const startThree = async (
  start: StartGateway,
  settings: Settings,
): Promise<readonly [Gateway, Gateway, Gateway]> => {
  const [first, ...others] = await Promise.all([start(settings), start(settings), start(settings)]);
  return [first, ...others];
};

type Limits = { readonly concurrency?: number; readonly ratePerSecond?: number };

/** A channels file for these vendors, with its own limits. Returns the setting that names it. */
export const channelsFile = async (
  directory: string,
  { globalLink, brightmall }: Sandbox,
  limits: { readonly globalLink: Limits; readonly brightmall: Limits },
): Promise<Settings> => {
  const path = `${directory}/channels.json`;
  const channels = [
    {
      id: 'global-link',
      vendor: 'GLOBAL_LINK',
      baseUrl: globalLink.url,
      secretKey: globalLink.secretKey,
      limits: limits.globalLink,
    },
    {
      id: 'brightmall',
      vendor: 'BRIGHTMALL',
      baseUrl: brightmall.url,
      apiKey: brightmall.apiKey,
      vendorId: brightmall.vendorId,
      limits: limits.brightmall,
    },
  ];
  await writeFile(path, JSON.stringify(channels));
  return { CHANNELS_FILE: path };
};

/** Every accepted value, once for each time it was accepted. */
export const acceptedValues = async (databaseUrl: string): Promise<readonly number[]> => {
  const rows = await query(databaseUrl, 'SELECT change FROM items WHERE change IS NOT NULL');
  return rows.map((row) => acceptedValue(String(row['change'])));
};

export const readyOf = async (url: string): Promise<{ readonly status: number; readonly body: unknown }> => {
  const answer = await fetch(`${url}/health/ready`);
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
};
