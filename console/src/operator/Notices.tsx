import { Alert } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { cityLanguage } from '../i18n';
import { useCityTime } from '../time/cityTime';
import { useDesk } from './desk';

/** What the whole city is calling about at present. */
export function Notices() {
  const { t, i18n } = useTranslation('operator');
  const { notices } = useDesk();
  const time = useCityTime();
  return notices.map((notice) => (
    <Alert key={notice.id} type="info" slim headingLevel="h2" className="notice-band">
      <strong>{notice.text[cityLanguage(i18n.language)]}</strong>{' '}
      {notice.area && <span>{t('notice.area', { area: notice.area })} </span>}
      <span>{t('notice.until', { until: time.at(notice.until) })}</span>
    </Alert>
  ));
}
