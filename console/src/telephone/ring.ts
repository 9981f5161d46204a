import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { spokenPhone } from '../forms/phone';
import { useSession } from '../session/session';
import { useShortcut } from '../shell/shortcuts';
import { actOn, ringingAt, useTelephoneInUse, useTelephoneSubmission, type TelephoneCall } from './telephone';

/** The call that rings at me; null when none does. */
export function useRinging(): TelephoneCall | null {
  const { staff } = useSession();
  return ringingAt(useTelephoneInUse(), staff.id);
}

/** Whose call it is, as far as the network tells. */
export function useCallerNumber() {
  const { t } = useTranslation('telephone');
  return (call: TelephoneCall) => (call.phone ? spokenPhone(call.phone) : t('withheld'));
}

/** Who asks me about this call; nobody when it rings for me. */
export const askedBy = (call: TelephoneCall): string | undefined =>
  call.colleague?.rings ? call.agent?.name : undefined;

/** What can be done with a call that rings, by key and by button. `away`: from a screen without a desk. */
export function useRingActs(call: TelephoneCall, away = false) {
  const navigate = useNavigate();
  const answer = useTelephoneSubmission(
    (_: void, key) => actOn(call.id, 'answer', key),
    () => away && void navigate('/desk'),
  );
  const decline = useTelephoneSubmission((_: void, key) => actOn(call.id, 'decline', key));
  const busy = answer.isPending || decline.isPending;
  const acts = {
    answer: () => !busy && answer.mutate(),
    decline: () => !busy && decline.mutate(),
    busy,
    problem: answer.error ?? decline.error,
  };
  useShortcut('answer', acts.answer);
  useShortcut('decline', acts.decline);
  return acts;
}
