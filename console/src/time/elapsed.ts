import { useTranslation } from 'react-i18next';

const HOUR = 3600;
/** From here on days are enough. */
const HOURS_ALONE = 48;

/** How long something took, by the clock on the wall: '45 minutes', '7 hours', '9 days'. */
export function useElapsed() {
  const { t } = useTranslation('time');
  return (seconds: number) => {
    if (seconds < 60) return t('underAMinute');
    if (seconds < HOUR) return t('minutes', { count: Math.round(seconds / 60) });
    if (seconds < HOURS_ALONE * HOUR) return t('hours', { count: Math.round(seconds / HOUR) });
    return t('days', { count: Math.round(seconds / (24 * HOUR)) });
  };
}
