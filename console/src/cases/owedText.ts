import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useSession } from '../session/session';
import { useCityTime } from '../time/cityTime';

type Owed = Schemas['Obligation'];

/** What is done by ringing the resident. */
export const BY_CALL = new Set<Owed['kind']>(['promise', 'apology', 'contact_attempts', 'follow_up']);

function useParts() {
  const { t } = useTranslation('words');
  const time = useCityTime();
  return ({ owner, kind, due }: Owed) => ({
    name: owner.name,
    what: t(`obligation.${kind}`),
    when: time.by(due),
    left: time.left(due),
  });
}

/** Something that is owed in a sentence: who, what, by when, and how long is left. */
export function useOwedText() {
  const { t } = useTranslation('case');
  const parts = useParts();
  return (owed: Owed) => t('standing.owes', parts(owed));
}

/** Of what is owed for a promise that was not kept: whose it was, and by when. */
export function useNotKept() {
  const { t } = useTranslation('case');
  const time = useCityTime();
  const me = useSession().staff.id;
  return ({ broken }: Owed) =>
    broken &&
    t(broken.owner.id === me ? 'standing.youDidNotKeep' : 'standing.notKept', {
      name: broken.owner.name,
      when: time.by(broken.due),
    });
}

/** The same as what comes next, with whom it is owed to. */
export function useNextText() {
  const { t } = useTranslation('case');
  const parts = useParts();
  return (owed: Owed) =>
    owed.contact && BY_CALL.has(owed.kind)
      ? t('recorded.call', { ...parts(owed), resident: owed.contact.name })
      : t('standing.owes', parts(owed));
}
