import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Settings } from '../../support/settings.ts';

/** The settings that name a file or a folder, which the gateway looks for in the folder that it starts in. */
const paths = ['DATA_DIR', 'API_KEYS_FILE', 'CHANNELS_FILE', 'TRUSTED_DOCUMENTS_FILE'];

export const inFolder = (settings: Settings, directory: string): Settings =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      paths.includes(name) ? resolve(directory, value) : value,
    ]),
  );

/** The settings of a text in the form of a `.env` file. */
export const settingsIn = (text: string): Settings =>
  Object.fromEntries(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']));

/** The settings of a block that only starts a gateway; null for another block. */
export const startOf = (text: string): Settings | null => {
  const found = /^(?<settings>(?:[A-Z_]+=\S+ )*)npm start$/u.exec(text.trim());
  return found === null ? null : settingsIn((found.groups?.['settings'] ?? '').replaceAll(' ', '\n'));
};
