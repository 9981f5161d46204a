import { useTranslation } from 'react-i18next';
import { useUsualTime } from '../api/measures';

/** What a caller may expect of a service, where enough requests stand behind it; no promise. */
export function UsualTime({ service }: { service: number }) {
  const { t } = useTranslation('operator');
  const days = useUsualTime(service).data?.days;
  if (!days) return null;
  return <p className="empty">{t('request.usually', { count: days })}</p>;
}
