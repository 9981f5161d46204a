import { useTranslation } from 'react-i18next';
import { useCityTime } from '../time/cityTime';

/** What the city's clock shows: the server's, by which promises are kept and broken. */
export function CityClock() {
  const { t } = useTranslation('shell');
  const time = useCityTime();
  return (
    <span className="bar__clock">
      <span className="usa-sr-only">{t('clock')}</span>
      <time dateTime={time.now.toString({ smallestUnit: 'minute' })}>
        <span className="bar__day">{time.today}</span> {time.clock}
      </time>
    </span>
  );
}
