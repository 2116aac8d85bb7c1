import { afterAll, afterEach, beforeAll, expect } from 'vitest';

import { startTestApp, type TestApp } from '../support/app.ts';
import { globalLinkStock } from '../support/items.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { mutation, overHttp } from './ask.ts';
import { clientsFile, keys } from './keys.ts';

export type SharedGateway = { readonly app: () => TestApp; readonly url: () => string };

type Manner = {
  readonly settings?: () => Readonly<Record<string, string>>;
  /** True for a gateway without keys. */
  readonly isOpen?: boolean;
  /** The request by which a client checks that the gateway still answers; by default a mutation. */
  readonly normal?: object;
  readonly isSound?: (answer: unknown) => void;
};

const isApplied = (answer: unknown): void =>
  expect(answer).toMatchObject({ data: { setStock: { results: [{ status: 'APPLIED' }] } } });

let quantity = 0;

/** One gateway for all attacks of a file. After each attack a client gets its normal answer. */
export const sharedGateway = ({
  settings = () => ({}),
  isOpen = false,
  normal,
  isSound,
}: Manner = {}): SharedGateway => {
  const cleaning: (() => Promise<void>)[] = [];
  const later = (work: () => Promise<void>): void => void cleaning.unshift(work);
  let running: TestApp | null = null;
  const app = (): TestApp => {
    if (!running) throw new Error('It has not started yet');
    return running;
  };
  beforeAll(async () => {
    const own = isOpen ? {} : { API_KEYS_FILE: await clientsFile(await temporaryDirectory(later)) };
    running = await startTestApp({ ...own, ...settings() }, later);
  });
  afterAll(async () => {
    for (const work of cleaning) await work();
  });
  afterEach(async () => {
    quantity += 1;
    // A product for each check, because concurrent tests must not supersede each other's change.
    const asked = normal ?? mutation([globalLinkStock(`product-${quantity}`, quantity)]);
    const { status, json } = await overHttp(app().url, asked, isOpen ? undefined : keys.full.key);
    expect(status).toBe(200);
    (isSound ?? isApplied)(json);
  });
  return { app, url: () => app().url };
};
