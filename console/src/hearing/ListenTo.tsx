import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useSession } from '../session/session';
import { useCallerNumber } from '../telephone/ring';
import { actOn, useTelephoneSubmission, type TelephoneCall } from '../telephone/telephone';
import { listenTo, type HearingReason } from './hearing';
import { WhyField } from './WhyField';

const HEARD: TelephoneCall['state'][] = ['talking', 'held', 'consulting', 'joined'];

/** Hears a call with my own headset; its operator sees that. */
export function ListenTo({ call }: { call: TelephoneCall }) {
  const { t } = useTranslation('hearing');
  const { staff } = useSession();
  const number = useCallerNumber();
  const [reason, setReason] = useState<HearingReason>();
  const listen = useTelephoneSubmission((why: HearingReason, key) => listenTo(call.id, why, key));
  const stop = useTelephoneSubmission((_: undefined, key) => actOn(call.id, 'stop-listening', key));
  const { agent, listener } = call;
  if (!agent || agent.id === staff.id || !HEARD.includes(call.state)) return null;
  if (listener && listener.id !== staff.id) return <p>{t('listenedBy', { name: listener.name })}</p>;
  if (listener) {
    return (
      <div className="call-up__heard">
        <p role="status">{t('listening', { name: agent.name, number: number(call) })}</p>
        <ProblemAlert problem={stop.error} />
        <Button type="button" disabled={stop.isPending} onClick={() => stop.mutate(undefined)}>
          {t('stop')}
        </Button>
      </div>
    );
  }
  return (
    <div className="call-up__heard">
      <WhyField label={t('listenTo', { name: agent.name })} value={reason} onChange={setReason} />
      <ProblemAlert problem={listen.error} />
      <Button
        type="button"
        outline
        disabled={!reason || listen.isPending}
        onClick={() => reason && listen.mutate(reason)}
      >
        {t('listen')}
      </Button>
    </div>
  );
}
