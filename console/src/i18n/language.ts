export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
/** The language of what the city itself wrote: its names and texts exist in two. */
export const cityLanguage = (language: string): Language => (language === 'fr' ? 'fr' : 'en');

const STORED = 'kept311.language';

/** `?lang=` for a look, else what was chosen at this desk, else what the browser asks for. */
export function firstLanguage(): string {
  const asked = new URLSearchParams(location.search).get('lang');
  const known = ['en', 'fr', 'pseudo'];
  if (asked && known.includes(asked)) return asked;
  const stored = localStorage.getItem(STORED);
  if (stored && known.includes(stored)) return stored;
  return navigator.language.startsWith('fr') ? 'fr' : 'en';
}

/** How every page's texts are looked up. */
export const LOOK_UP = {
  fallbackLng: false,
  interpolation: { escapeValue: false },
  returnNull: false,
} as const;

export function remember(language: Language) {
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
}
