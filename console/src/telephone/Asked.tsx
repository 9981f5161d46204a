import { Button } from '@trussworks/react-uswds';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { MuteButton } from './MuteButton';
import { useCallerNumber } from './ring';
import { CallFacts, WhoRings } from './Ringing';
import { SpokenOf } from './SpokenOf';
import { actOn, useTelephoneSubmission, type Telephone, type TelephoneCall } from './telephone';

/** On the line with a colleague who asks about their call; it is theirs until they transfer it. */
export function Asked({ telephone, call }: { telephone: Telephone; call: TelephoneCall }) {
  const { t } = useTranslation('telephone');
  const number = useCallerNumber();
  const title = useRef<HTMLHeadingElement>(null);
  const leave = useTelephoneSubmission((_: void, key) => actOn(call.id, 'hang-up', key));
  useEffect(() => title.current?.focus(), []);
  const name = call.agent?.name;
  const isThere = call.state === 'consulting' || call.state === 'joined';
  return (
    <section className="pane ring" aria-labelledby="ring-title">
      <h2 id="ring-title" ref={title} tabIndex={-1} className="ring__title">
        {isThere ? t('asked.title', { name }) : t('connecting')}
      </h2>
      <p className="ring__number">{number(call)}</p>
      {isThere && (
        <p className="call__state" role="status">
          {t(call.state === 'joined' ? 'asked.joined' : 'asked.alone', { name })}
        </p>
      )}
      <CallFacts call={call} />
      <SpokenOf call={call} />
      <ProblemAlert problem={leave.error} />
      <div className="call__controls" role="group" aria-label={t('controls')}>
        <MuteButton />
        <Button type="button" outline disabled={leave.isPending} onClick={() => leave.mutate()}>
          {t('asked.leave')}
        </Button>
      </div>
      <WhoRings telephone={telephone} call={call} />
    </section>
  );
}
