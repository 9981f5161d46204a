import { useTranslation } from 'react-i18next';
import mark from './mark.svg';

export function Mark() {
  const { t } = useTranslation('shell');
  return (
    <span className="mark">
      <img src={mark} alt="" width="28" height="28" />
      <span>{t('product')}</span>
    </span>
  );
}
