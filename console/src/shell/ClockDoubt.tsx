import { Alert, Button } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useSession } from '../session/session';
import { useCityTime } from '../time/cityTime';

function Confirm() {
  const { t } = useTranslation('shell');
  const queries = useQueryClient();
  const confirm = useSubmission(async (_: void) => void (await api.POST('/api/v1/clock/confirmation')), {
    onDone: () => void queries.invalidateQueries({ queryKey: [TOPICS.session] }),
  });
  return (
    <>
      <ProblemAlert problem={confirm.error} />
      <p>{t('doubt.wrong')}</p>
      <Button type="button" disabled={confirm.isPending} onClick={() => confirm.mutate()}>
        {t('doubt.confirm')}
      </Button>
    </>
  );
}

/** Says on every screen that the keeper takes nothing because the clock cannot be believed. */
export function ClockDoubt() {
  const { t } = useTranslation('shell');
  const { staff, clock_in_doubt: doubt } = useSession();
  const time = useCityTime();
  return (
    <div role="status">
      {doubt !== null && (
        <Alert
          type="warning"
          headingLevel="h2"
          heading={t('doubt.title')}
          // So that a paragraph and a button may stand beside the text and not inside its paragraph.
          validation
          className="clock-doubt"
        >
          <p>{t('doubt.text', { now: t('doubt.now', { day: time.today, clock: time.clock }) })}</p>
          {staff.role === 'administrator' ? <Confirm /> : <p>{t('doubt.ask')}</p>}
        </Alert>
      )}
    </div>
  );
}
