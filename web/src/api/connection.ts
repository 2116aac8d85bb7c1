import { createStore } from '../lib/store.ts';

/** Whether the gateway answers. `since` is the time of the first failure. */
export type Connection = { readonly state: 'live' } | { readonly state: 'lost'; readonly since: number };

export const connection = createStore<Connection>({ state: 'live' });

export const noteAnswer = (): void => {
  if (connection.get().state === 'lost') connection.set({ state: 'live' });
};

export const noteLoss = (): void => {
  if (connection.get().state === 'live') connection.set({ state: 'lost', since: Date.now() });
};

/** What the gateway said about the item rate and the cost of the newest request. */
export type Allowance = {
  readonly remaining: number;
  readonly limit: number;
  readonly resetAt: string;
};

export type AllowanceSample = { readonly at: number; readonly allowance: Allowance | null };

export const allowance = createStore<AllowanceSample | null>(null);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const allowanceOf = (items: unknown): Allowance | null => {
  if (!isRecord(items)) return null;
  const { remaining, limit, resetAt } = items;
  return typeof remaining === 'number' && typeof limit === 'number' && typeof resetAt === 'string'
    ? { remaining, limit, resetAt }
    : null;
};

/** Reads `extensions.cost` of an answer. */
export const noteExtensions = (extensions: unknown): void => {
  if (!isRecord(extensions)) return;
  const { cost } = extensions;
  if (isRecord(cost)) allowance.set({ at: Date.now(), allowance: allowanceOf(cost['items']) });
};
