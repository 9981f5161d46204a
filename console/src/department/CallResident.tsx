import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { ProblemAlert } from '../forms/ProblemAlert';
import { startCall, useCallSubmission } from '../operator/call';
import { useDesk } from '../operator/desk';

/** Rings the resident of a case without having promised it: to ask, or to tell of a new time. */
export function CallResident({ contact }: { contact: Schemas['ContactSummary'] }) {
  const { t } = useTranslation('department');
  const { call } = useDesk();
  const [phone] = contact.phones;
  const dial = useCallSubmission((number: string, key) =>
    startCall({ direction: 'outbound', channel: 'call', phone: number, contact: contact.id }, key),
  );
  if (!phone) return null;
  return (
    <>
      <ProblemAlert problem={dial.error} />
      <Button
        type="button"
        outline
        disabled={call !== null || dial.isPending}
        onClick={() => dial.mutate(phone)}
      >
        {t('call', { name: contact.name ?? phone })}
      </Button>
    </>
  );
}
