import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCityTime } from '../time/cityTime';

export type Staff = Schemas['Staff'];

/** Whether somebody is there, until when, or when they are back, in words. */
export function usePresence() {
  const { t } = useTranslation('people');
  const time = useCityTime();
  return ({ presence: { state, until } }: Staff) => {
    if (state === 'disabled') return t('disabled');
    if (state === 'at_work') return until ? t('atWorkUntil', { until: time.until(until) }) : t('atWork');
    if (state === 'absent') return until ? t('awayUntil', { until: time.at(until) }) : t('away');
    return until ? t('back', { at: time.at(until) }) : t('offHours');
  };
}
