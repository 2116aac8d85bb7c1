import { createStore, useStore } from './store.ts';

/** The time, renewed each second while the tab is visible. */
const now = createStore(Date.now());

setInterval(() => {
  if (!document.hidden) now.set(Date.now());
}, 1_000);

export const useNow = (): number => useStore(now);
