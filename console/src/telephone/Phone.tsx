import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProblemAlert } from '../forms/ProblemAlert';
import { spokenPhone } from '../forms/phone';
import { startCall, useCall, useCallSubmission } from '../operator/call';
import { useMaybeDesk } from '../operator/desk';
import { useTelephoneInUse } from './telephone';

interface Whose {
  number: string;
  /** Who is known to have it. */
  contact?: number;
}

const Written = ({ number }: Whose) => <span className="phone">{spokenPhone(number)}</span>;

function Dial({ number, contact }: Whose) {
  const { t } = useTranslation('telephone');
  const { data: call } = useCall();
  const navigate = useNavigate();
  const isAway = useMaybeDesk() === null;
  const dial = useCallSubmission(
    (_: void, key) =>
      startCall(
        { direction: 'outbound', channel: 'call', phone: number, ...(contact ? { contact } : {}) },
        key,
      ),
    () => isAway && void navigate('/desk'),
  );
  if (call !== null) return <Written number={number} />;
  return (
    <>
      <Button
        type="button"
        unstyled
        className="phone"
        aria-label={t('ringNumber', { number: spokenPhone(number) })}
        disabled={dial.isPending}
        onClick={() => dial.mutate()}
      >
        {spokenPhone(number)}
      </Button>
      <ProblemAlert problem={dial.error} />
    </>
  );
}

/** A number; one press rings it for whoever is on duty at the city's telephone and in no call. */
export function Phone(whose: Whose) {
  const telephone = useTelephoneInUse();
  const isFree =
    telephone && telephone.duty !== 'off' && !telephone.call && !telephone.asked && !telephone.listening;
  return isFree ? <Dial {...whose} /> : <Written {...whose} />;
}
