import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readPreference, writePreference } from '../lib/preferences.ts';
import { en, type Texts } from './en.ts';

export const languages = { en: 'English', ja: '日本語', ko: '한국어' } as const;
export type Language = keyof typeof languages;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'texts';
    resources: { texts: typeof en };
  }
}

const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text);

/** English is part of the first page, because each other language falls back to it. */
const loaders: { readonly [Name in Exclude<Language, 'en'>]: () => Promise<Texts> } = {
  ja: async () => (await import('./ja.ts')).ja,
  ko: async () => (await import('./ko.ts')).ko,
};

const preferred = (): Language => {
  const stored = readPreference('language');
  const wanted = [...(stored === null ? [] : [stored]), ...navigator.languages];
  return wanted.map((name) => name.slice(0, 2)).find(isLanguage) ?? 'en';
};

const load = async (language: Language): Promise<void> => {
  if (language === 'en' || i18next.hasResourceBundle(language, 'texts')) return;
  i18next.addResourceBundle(language, 'texts', await loaders[language]());
};

const show = async (language: Language): Promise<void> => {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
};

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'en');

export const changeLanguage = async (language: string): Promise<void> => {
  if (!isLanguage(language)) return;
  writePreference('language', language);
  await show(language);
};

export const startTexts = async (): Promise<void> => {
  const resources: Resource = { en: { texts: en } };
  await i18next.use(initReactI18next).init({
    resources,
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'texts',
    // React escapes.
    interpolation: { escapeValue: false },
  });
  // A language that cannot be loaded now leaves the page in English.
  await show(preferred()).catch(() => {});
};
