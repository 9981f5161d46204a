import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { actOn, useTelephoneSubmission, type HearingAct, type TelephoneCall } from '../telephone/telephone';

/** Whether my call is kept, which I may pause, and who else hears it. */
export function Recorder({ call }: { call: TelephoneCall }) {
  const { t } = useTranslation('hearing');
  const act = useTelephoneSubmission((what: HearingAct, key) => actOn(call.id, what, key));
  const { recording, listener } = call;
  const shown = recording === 'ended' ? null : recording;
  if (!shown && !listener) return null;
  const runs = shown === 'running' || shown === 'paused';
  const press = shown === 'paused' ? 'resume' : 'pause';
  return (
    <div className="call__heard">
      <p role="status">
        {shown && t(`recorder.${shown}`)} {listener && t('listenedBy', { name: listener.name })}
      </p>
      <ProblemAlert problem={act.error} />
      {runs && (
        <Button
          type="button"
          outline
          disabled={act.isPending}
          onClick={() => act.mutate(`${press}-recording`)}
        >
          {t(press)}
        </Button>
      )}
    </div>
  );
}
