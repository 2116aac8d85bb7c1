import { writeFile } from 'node:fs/promises';
import { type Sandbox, settingsOfSandbox } from '../../support/sandbox/index.ts';
import type { Settings } from '../../support/settings.ts';

/** Settings that connect the channel `smaregi` by a CHANNELS_FILE, with the stock history of its vendor switched on. */
export const withStockHistory = async (directory: string, vendors: Sandbox): Promise<Settings> => {
  const CHANNELS_FILE = `${directory}/channels.json`;
  const { baseUrl, tokenUrl, clientId, clientSecret, events } = vendors.smaregi.settings;
  const account = { baseUrl, tokenUrl, clientId, clientSecret, events };
  await writeFile(
    CHANNELS_FILE,
    JSON.stringify([{ id: 'smaregi', vendor: 'SMAREGI', stockHistory: true, ...account }]),
  );
  const variables = Object.keys(settingsOfSandbox(vendors)).filter((name) => name.startsWith('SMAREGI'));
  return { ...Object.fromEntries(variables.map((name) => [name, ''])), CHANNELS_FILE };
};
