import { useTranslation } from 'react-i18next';
import { cityLanguage } from '../i18n';
import { useCityTime } from '../time/cityTime';
import type { Telephone } from './telephone';

export type Standing = Telephone['standing'];

/** Why somebody is not rung who did not ask for that; all others are the city's own. */
const OWN_REASONS = ['declined', 'did_not_answer', 'no_sound'] as const;
type OwnReason = (typeof OWN_REASONS)[number];
export const isOwnReason = (reason: string | null): reason is OwnReason =>
  OWN_REASONS.some((own) => own === reason);

interface Stands {
  standing: Standing;
  reason: string | null;
  promise_due: string | null;
}

/**
 * How somebody stands to the telephone, in words: 'Ready', 'Not ready: Lunch'. What they did
 * themselves is told to them, and of them to `others`.
 */
export function useStanding(reasons: Telephone['reasons'], toldTo: 'themselves' | 'others' = 'themselves') {
  const { t, i18n } = useTranslation('telephone');
  const time = useCityTime();
  const language = cityLanguage(i18n.language);
  const reasonText = (reason: string) => {
    if (isOwnReason(reason)) return t(`${toldTo === 'others' ? 'reasonOfOther' : 'reason'}.${reason}`);
    return reasons.find(({ key }) => key === reason)?.name[language] ?? reason;
  };
  return ({ standing, reason, promise_due: due }: Stands) => {
    if (standing === 'not_ready' && reason) return t('notReadyBecause', { reason: reasonText(reason) });
    if (standing === 'kept_free' && due) return t('keptFreeUntil', { when: time.at(due) });
    return t(`standing.${standing}`);
  };
}
