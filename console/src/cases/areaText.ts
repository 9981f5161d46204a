import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** 'Old Harbour (02)'; a code that says no more than the name, or stands in it, is left out. */
export const areaName = ({ code, name }: Pick<Schemas['CaseArea'], 'code' | 'name'>) =>
  bare(code) === bare(name) || name.endsWith(`(${code})`) ? name : `${name} (${code})`;

/** As it stands at the beginning of a line. */
export const capitalised = (text: string, language: string) =>
  text.charAt(0).toLocaleUpperCase(language === 'pseudo' ? 'en' : language) + text.slice(1);

/** What a kind of area is called: the usual ones are known, any other is named as the city names it. */
export function useLayerName() {
  const { t, i18n } = useTranslation('words');
  return (layer: string) => {
    const key = `layer.${layer.toLowerCase()}` as 'layer.ward';
    return i18n.exists(key, { ns: 'words' }) ? t(key) : layer;
  };
}
