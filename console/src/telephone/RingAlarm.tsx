import { Button } from '@trussworks/react-uswds';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ProblemAlert } from '../forms/ProblemAlert';
import { isAtDesk } from '../routes';
import { useSession } from '../session/session';
import { titleOfAlarm } from '../shell/documentTitle';
import { Key } from '../shell/Key';
import { askedBy, useCallerNumber, useRingActs, useRinging } from './ring';
import { useRingsAloud, useRingTone } from './ringTone';
import type { TelephoneCall } from './telephone';

/** Where there is no desk to show the call, a band over the screen does. */
function Band({ call }: { call: TelephoneCall }) {
  const { t } = useTranslation('telephone');
  const number = useCallerNumber();
  const { answer, decline, busy, problem } = useRingActs(call, true);
  const asks = askedBy(call);
  return (
    <section className="ring-band" aria-label={t('ring.title')}>
      <p className="ring-band__who">
        {asks
          ? t('ring.bandAsks', { name: asks, number: number(call) })
          : t('ring.band', { number: number(call) })}
      </p>
      <Button type="button" disabled={busy} onClick={answer}>
        {t('ring.answer')}
        <Key of="answer" />
      </Button>
      <Button type="button" outline disabled={busy} onClick={decline}>
        {t(asks ? 'ring.notNow' : 'ring.decline')}
        <Key of="decline" />
      </Button>
      <ProblemAlert problem={problem} />
    </section>
  );
}

/** Tells on every screen that a call rings: to the ear, in the tab's title, to a screen reader. */
export function RingAlarm() {
  const { t } = useTranslation('telephone');
  const { staff } = useSession();
  const { pathname } = useLocation();
  const number = useCallerNumber();
  const ringing = useRinging();
  const asks = ringing && askedBy(ringing);
  const told =
    ringing &&
    (asks
      ? t('ring.toldAsks', { name: asks, number: number(ringing) })
      : t('ring.told', { number: number(ringing) }));
  useRingTone(useRingsAloud() && ringing !== null);
  const title = ringing && t('ring.documentTitle', { number: number(ringing) });
  useEffect(() => {
    titleOfAlarm(title);
    return () => titleOfAlarm(null);
  }, [title]);
  return (
    <>
      {told && (
        <div className="usa-sr-only" role="alert">
          {told}
        </div>
      )}
      {ringing && !isAtDesk(staff.role, pathname) && <Band key={ringing.id} call={ringing} />}
    </>
  );
}
