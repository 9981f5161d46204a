import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { initReactI18next } from 'react-i18next';
import en from '../i18n/en/resident.json';
import fr from '../i18n/fr/resident.json';
import { cityLanguage, firstLanguage, LOOK_UP } from '../i18n/language';
import '../styles/resident.scss';
import { CallCityPage } from './CallCityPage';

/** Where somebody plays a resident who calls 311. */
export async function start(root: HTMLElement) {
  const lng = cityLanguage(firstLanguage());
  await i18next
    .use(initReactI18next)
    .init({ lng, ns: ['resident'], resources: { en: { resident: en }, fr: { resident: fr } }, ...LOOK_UP });
  document.documentElement.lang = lng;
  createRoot(root).render(
    <StrictMode>
      <CallCityPage />
    </StrictMode>,
  );
}
