import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** 'Old Harbour (02)'; a code that says no more than the name is left out. */
export const areaName = ({ code, name }: Pick<Schemas['CaseArea'], 'code' | 'name'>) =>
  bare(code) === bare(name) ? name : `${name} (${code})`;

/** What a kind of area is called: the usual ones are known, any other is named as the city names it. */
export function useLayerName() {
  const { t, i18n } = useTranslation('words');
  return (layer: string) => {
    const key = `layer.${layer.toLowerCase()}` as 'layer.ward';
    return i18n.exists(key, { ns: 'words' }) ? t(key) : layer;
  };
}
