import { useTranslation } from 'react-i18next';

/** How a duration is written: '20 s', '1 min 20 s', '2 h 5 min'. */
export function useDuration() {
  const { t } = useTranslation('time');
  return (seconds: number) => {
    const whole = Math.round(seconds);
    if (whole < 60) return t('seconds', { seconds: whole });
    const minutes = Math.floor(whole / 60);
    if (minutes < 60 && whole % 60 === 0) return t('minutesShort', { minutes });
    if (minutes < 60) return t('minutesAndSeconds', { minutes, seconds: whole % 60 });
    return t('hoursAndMinutesShort', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
