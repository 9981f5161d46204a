import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { speak, type Language } from '../i18n';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation('shell');
  const other: Language = i18n.language === 'fr' ? 'en' : 'fr';
  return (
    <Button type="button" unstyled className="bar__action" lang={other} onClick={() => void speak(other)}>
      {t(`language.${other}`)}
    </Button>
  );
}
