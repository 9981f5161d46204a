import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCityTime } from '../time/cityTime';

export type Staff = Schemas['Staff'];

/** Whether somebody is there, in words. */
export function usePresence() {
  const { t } = useTranslation('people');
  const time = useCityTime();
  return ({ active, away, away_until: until }: Staff) => {
    if (!active) return t('disabled');
    if (!away) return t('in');
    return until ? t('awayUntil', { until: time.at(until) }) : t('away');
  };
}
