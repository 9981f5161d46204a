import { Button } from '@trussworks/react-uswds';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useCityTime } from '../time/cityTime';
import { Since } from '../time/Since';
import { useDutyChange } from './sound/useSound';
import { isOwnReason, useStanding } from './standing';
import type { Telephone } from './telephone';

/** Answered: the telephone joins the two, which takes a moment. */
export function Connecting() {
  const { t } = useTranslation('telephone');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="pane ring" aria-labelledby="ring-title">
      <h2 id="ring-title" ref={title} tabIndex={-1} className="ring__title">
        {t('connecting')}
      </h2>
    </section>
  );
}

/** Who waits in the city's queues. */
function WhoWaits({ telephone }: { telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  return (
    <p className="between__waiting">
      {t('waiting', { count: telephone.waiting })}
      {telephone.longest_since && (
        <>
          {' '}
          {t('longest')} <Since instant={telephone.longest_since} />
        </>
      )}
    </p>
  );
}

/** Why no call rings, or that the next one may, with the way to change it. */
function Standing({ telephone }: { telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  const time = useCityTime();
  const standing = useStanding(telephone.reasons);
  const change = useDutyChange();
  const passedOver = isOwnReason(telephone.reason);
  const text =
    telephone.standing === 'kept_free' && telephone.promise_due
      ? t('keptFree', { when: time.at(telephone.promise_due) })
      : telephone.standing === 'ready'
        ? t('nextRings')
        : standing(telephone);
  return (
    <>
      <h2
        id="call-title"
        className={passedOver ? 'between__title between__title--warning' : 'between__title'}
      >
        {text}
      </h2>
      <ProblemAlert problem={change.error} />
      {telephone.duty !== 'ready' && (
        <Button type="button" disabled={change.isPending} onClick={() => change.mutate({ duty: 'ready' })}>
          {t(telephone.duty === 'off' ? 'goOnDuty' : 'readyAgain')}
        </Button>
      )}
    </>
  );
}

/** Nobody is on the line: how I stand, who waits, and a way in for a call on a telephone outside. */
export function BetweenCalls({ telephone, outside }: { telephone: Telephone; outside: ReactNode }) {
  const { t } = useTranslation('telephone');
  return (
    <section className="pane between" aria-labelledby="call-title">
      <div className="between__head">
        <Standing telephone={telephone} />
      </div>
      <WhoWaits telephone={telephone} />
      <details className="between__outside">
        <summary>{t('outside')}</summary>
        {outside}
      </details>
    </section>
  );
}
