import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Schemas } from '../api/client';
import { BY_CALL } from '../cases/owedText';
import { ProblemAlert } from '../forms/ProblemAlert';
import { startCall, useCallSubmission } from './call';
import { useDesk } from './desk';

type Obligation = Schemas['Obligation'];

/**
 * Whether ringing them serves it: it is done by a call, or a service target of which they can be
 * told how it stands.
 */
const canRing = ({ kind, contact, phone }: Obligation) =>
  Boolean(contact) && (BY_CALL.has(kind) || (kind === 'target' && Boolean(phone)));

/** Rings the resident for what is owed, which claims it for ten minutes and links the call to it. */
export function CallFor({ owed }: { owed: Obligation }) {
  const { t } = useTranslation('operator');
  const { call } = useDesk();
  const navigate = useNavigate();
  const dial = useCallSubmission(
    (_: void, key) =>
      startCall(
        {
          direction: 'outbound',
          channel: 'call',
          ...(owed.phone ? { phone: owed.phone } : {}),
          for: { case: owed.case, kind: owed.kind, id: owed.id },
        },
        key,
      ),
    () => void navigate(`/cases/${owed.case}`),
  );
  if (!canRing(owed)) return null;
  return (
    <>
      <ProblemAlert problem={dial.error} />
      <Button
        type="button"
        outline
        className="owed__call"
        disabled={call !== null || dial.isPending}
        onClick={() => dial.mutate()}
      >
        {t('owed.call', { name: owed.contact?.name })}
      </Button>
    </>
  );
}
