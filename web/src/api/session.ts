import { createStore } from '../lib/store.ts';

const storageKey = 'onshelf:key';

/** `needed`: the gateway refused the request without a key, or with this key. */
type Session = { readonly key: string | null; readonly state: 'open' | 'needed'; readonly refused: boolean };

/** The key is kept for the session of this tab only. A browser without storage keeps it until a reload. */
const storedKey = (): string | null => {
  try {
    return sessionStorage.getItem(storageKey);
  } catch {
    return null;
  }
};

const store = (key: string | null): void => {
  try {
    if (key === null) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, key);
  } catch {
    // The key is lost with a reload, and is asked for again.
  }
};

export const session = createStore<Session>({ key: storedKey(), state: 'open', refused: false });

export const enterKey = (key: string): void => {
  store(key);
  session.set({ key, state: 'open', refused: false });
};

export const forgetKey = (): void => {
  store(null);
  session.set({ key: null, state: 'needed', refused: false });
};

/** The gateway answered 401 to a request with `used`. A late answer to an older key changes nothing. */
export const refuseKey = (used: string | null): void => {
  const { key, state } = session.get();
  if (used !== key || state === 'needed') return;
  store(null);
  session.set({ key: null, state: 'needed', refused: used !== null });
};
