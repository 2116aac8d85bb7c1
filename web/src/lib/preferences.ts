import { createStore } from './store.ts';

type Name = 'language' | 'theme';

/** A browser may forbid storage. The preference then lasts until a reload. */
export const readPreference = (name: Name): string | null => {
  try {
    return localStorage.getItem(`onshelf:${name}`);
  } catch {
    return null;
  }
};

export const writePreference = (name: Name, value: string): void => {
  try {
    localStorage.setItem(`onshelf:${name}`, value);
  } catch {
    // Not kept.
  }
};

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);

const stored = readPreference('theme');

export const theme = createStore<Theme>(isTheme(stored) ? stored : 'system');

const apply = (): void => {
  const chosen = theme.get();
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
};

export const startTheme = (): void => {
  apply();
  theme.subscribe(apply);
};

export const changeTheme = (text: string): void => {
  if (!isTheme(text)) return;
  writePreference('theme', text);
  theme.set(text);
};
