import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, fr } from './catalogues';
import { cityLanguage, firstLanguage, LANGUAGES, LOOK_UP, remember, type Language } from './language';
import { pseudo } from './pseudo';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof en;
  }
}

export { cityLanguage, LANGUAGES, type Language };

export async function startLanguages(language = firstLanguage()) {
  await i18next.use(initReactI18next).init({
    lng: language,
    defaultNS: 'shell',
    ns: Object.keys(en),
    resources: { en, fr, pseudo: pseudo(en) as typeof en },
    ...LOOK_UP,
  });
  document.documentElement.lang = cityLanguage(language);
  return i18next;
}

export async function speak(language: Language) {
  remember(language);
  await i18next.changeLanguage(language);
}
