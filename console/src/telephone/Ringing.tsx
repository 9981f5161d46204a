import { Alert, Button, ButtonGroup } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { ProblemAlert } from '../forms/ProblemAlert';
import { cityLanguage } from '../i18n';
import { CaseLines } from '../operator/CaseLines';
import { Key } from '../shell/Key';
import { Since } from '../time/Since';
import { askedBy, useCallerNumber, useRingActs } from './ring';
import { SpokenOf } from './SpokenOf';
import type { Telephone, TelephoneCall } from './telephone';

/** By which queue it came, in which language, how long they have waited, who passes it on. */
export function CallFacts({ call }: { call: TelephoneCall }) {
  const { t, i18n } = useTranslation(['telephone', 'words']);
  const own = cityLanguage(i18n.language);
  return (
    <ul className="usa-list usa-list--unstyled ring__facts">
      {call.queue && <li>{t('telephone:ring.queue', { name: call.queue.name[own] })}</li>}
      <li>{t('telephone:ring.language', { name: t(`words:language.${cityLanguage(call.language)}`) })}</li>
      {call.relay && <li>{t('telephone:ring.relay')}</li>}
      {call.queued_at && !call.colleague && (
        <li>
          {t('telephone:ring.waits')} <Since instant={call.queued_at} />
        </li>
      )}
      {call.handed_by && (
        <li>
          <strong>{t('telephone:ring.handedBy', { name: call.handed_by.name })}</strong>
        </li>
      )}
    </ul>
  );
}

/** What is open, with what was promised; how many are over. */
function TheirCases({ cases }: { cases: Schemas['CaseSummary'][] }) {
  const { t } = useTranslation('telephone');
  const open = cases.filter(({ state }) => state !== 'closed');
  return (
    <>
      {open.length > 0 && <CaseLines cases={open} />}
      <p className="quiet">
        {open.length === 0 && t('ring.nothingOpen')}{' '}
        {open.length < cases.length && t('ring.closed', { count: cases.length - open.length })}
      </p>
    </>
  );
}

/** Everybody with that number, and what was promised to them, before the first word. */
export function WhoRings({ telephone, call }: { telephone: Telephone; call: TelephoneCall }) {
  const { t } = useTranslation(['telephone', 'operator']);
  const { callers, cases } = telephone;
  if (!call.phone) return <p>{t('telephone:ring.withheld')}</p>;
  if (callers.length === 0) return <p className="ring__new">{t('telephone:ring.newCaller')}</p>;
  return (
    <>
      {telephone.ask_name && (
        <Alert type="warning" slim headingLevel="h3">
          {t('operator:caller.askName')}
        </Alert>
      )}
      <ul className="usa-list usa-list--unstyled ring__callers">
        {callers.map((caller) => (
          <li key={caller.id}>
            <h3>{caller.name ?? t('operator:caller.noName')}</h3>
            <TheirCases cases={cases.filter(({ contact }) => contact?.id === caller.id)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A call rings here: who it is, large, and one key to answer. */
export function Ringing({ telephone, call }: { telephone: Telephone; call: TelephoneCall }) {
  const { t } = useTranslation('telephone');
  const number = useCallerNumber();
  const { answer, decline, busy, problem } = useRingActs(call);
  const asks = askedBy(call);
  return (
    <section className="pane ring" aria-labelledby="ring-title">
      <h2 id="ring-title" className="ring__title">
        {asks ? t('ring.asks', { name: asks }) : t('ring.title')}
      </h2>
      <p className="ring__number">{number(call)}</p>
      <CallFacts call={call} />
      <SpokenOf call={call} />
      <ProblemAlert problem={problem} />
      <ButtonGroup>
        <Button type="button" size="big" className="ring__answer" disabled={busy} onClick={answer}>
          {t('ring.answer')}
          <Key of="answer" />
        </Button>
        <Button type="button" size="big" outline disabled={busy} onClick={decline}>
          {t(asks ? 'ring.notNow' : 'ring.decline')}
          <Key of="decline" />
        </Button>
      </ButtonGroup>
      <WhoRings telephone={telephone} call={call} />
    </section>
  );
}
