import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine: the one that CHROMIUM_PATH names, or else one on the PATH; null if there is none. */
export const findChromium = (): string | null => {
  const { CHROMIUM_PATH: named, PATH: path = '' } = process.env;
  if (named) return existsSync(named) ? named : null;
  const places = path.split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));
  return places.find((place) => existsSync(place)) ?? null;
};

/** A headless browser that sends no requests of its own. The caller closes it. */
export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
