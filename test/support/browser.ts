import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine: the one that CHROMIUM_PATH names, or else one on the PATH; null when there is none. */
export const findChromium = (): string | null => {
  const { CHROMIUM_PATH: named, PATH: path = '' } = process.env;
  const places = path.split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));
  return [...(named ? [named] : []), ...places].find((place) => existsSync(place)) ?? null;
};

/** Headless, and quiet towards the rest of the world. */
export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
