import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { onTestFinished } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine: the one that CHROMIUM_PATH names, or else one on the PATH; null when there is none. */
export const findChromium = (): string | null => {
  const { CHROMIUM_PATH: named, PATH: path = '' } = process.env;
  if (named) return existsSync(named) ? named : null;
  const places = path.split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));
  return places.find((place) => existsSync(place)) ?? null;
};

/** Headless, quiet towards the rest of the world, and closed when the test ends. */
export const openBrowser = async (executablePath: string): Promise<Browser> => {
  const browser = await chromium.launch({
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
  onTestFinished(() => browser.close());
  return browser;
};
