import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, fr } from './catalogues';
import { pseudo } from './pseudo';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof en;
  }
}

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
/** The language of what the city itself wrote: its names and texts exist in two. */
export const cityLanguage = (language: string): Language => (language === 'fr' ? 'fr' : 'en');

const STORED = 'kept311.language';

/** `?lang=` for a look, else what was chosen at this desk, else what the browser asks for. */
function firstLanguage(): string {
  const asked = new URLSearchParams(location.search).get('lang');
  const known = ['en', 'fr', 'pseudo'];
  if (asked && known.includes(asked)) return asked;
  const stored = localStorage.getItem(STORED);
  if (stored && known.includes(stored)) return stored;
  return navigator.language.startsWith('fr') ? 'fr' : 'en';
}

export async function startLanguages(language = firstLanguage()) {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'shell',
    ns: Object.keys(en),
    resources: { en, fr, pseudo: pseudo(en) as typeof en },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = cityLanguage(language);
  return i18next;
}

export async function speak(language: Language) {
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
