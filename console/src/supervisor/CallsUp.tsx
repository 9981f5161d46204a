import { Button, Select } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { ProblemAlert } from '../forms/ProblemAlert';
import { cityLanguage } from '../i18n';
import { ListenTo } from '../hearing/ListenTo';
import { useCallerNumber } from '../telephone/ring';
import { passTo, useTelephoneSubmission, type TelephoneCall } from '../telephone/telephone';
import type { Wall } from '../telephone/wall';
import { Since } from '../time/Since';

type Person = Schemas['StaffRef'];

/** Lets a call that waits ring at somebody. */
function SendTo({ call, ready }: { call: TelephoneCall; ready: Person[] }) {
  const { t } = useTranslation('supervisor');
  const number = useCallerNumber();
  const [to, setTo] = useState('');
  const send = useTelephoneSubmission((staff: number, key) => passTo(call.id, staff, key));
  const chosen = ready.find(({ id }) => String(id) === to);
  if (ready.length === 0) return <span className="quiet">{t('telephone.nobodyReady')}</span>;
  return (
    <>
      <div className="call-up__send">
        <Select
          id={`send-${call.id}`}
          name={`send-${call.id}`}
          aria-label={t('telephone.sendWhom', { number: number(call) })}
          value={chosen ? to : ''}
          onChange={({ target }) => setTo(target.value)}
        >
          <option value="">{t('telephone.chooseWhom')}</option>
          {ready.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Button
          type="button"
          outline
          disabled={!chosen || send.isPending}
          onClick={() => chosen && send.mutate(chosen.id)}
        >
          {t('telephone.send')}
        </Button>
      </div>
      <ProblemAlert problem={send.error} />
    </>
  );
}

/** Since when a call is as it is: it waits, or somebody talks. */
const sinceWhen = (call: TelephoneCall) => call.answered_at ?? call.queued_at ?? call.arrived_at;

function CallUp({ call, ready, listens }: { call: TelephoneCall; ready: Person[]; listens: boolean }) {
  const { t, i18n } = useTranslation('supervisor');
  const number = useCallerNumber();
  const language = cityLanguage(i18n.language);
  const mayBeSent = call.state === 'waiting' || call.state === 'offered';
  return (
    <li className="call-up">
      <p className="call-up__who">
        <strong>{number(call)}</strong> <span>{call.queue?.name[language]}</span>
      </p>
      <p className="call-up__state">
        {call.agent
          ? t(`telephone.stateWith.${call.state as 'talking'}`, { name: call.agent.name })
          : t(`telephone.state.${call.state as 'talking'}`)}
        {', '}
        <Since instant={sinceWhen(call)} />
      </p>
      {listens && <ListenTo call={call} />}
      {mayBeSent && <SendTo call={call} ready={ready.filter(({ id }) => id !== call.agent?.id)} />}
    </li>
  );
}

/** All calls that are up; one that waits can be sent to somebody. */
export function CallsUp({ wall }: { wall: Wall }) {
  const { t } = useTranslation('supervisor');
  const ready = wall.operators
    .filter(({ standing }) => standing === 'ready' || standing === 'kept_free')
    .map(({ staff }) => staff);
  return (
    <section className="pane" aria-labelledby="calls-up">
      <h2 id="calls-up">{t('telephone.callsUp')}</h2>
      {wall.calls.length === 0 ? (
        <p className="quiet">{t('telephone.noCalls')}</p>
      ) : (
        <ul className="usa-list usa-list--unstyled">
          {wall.calls.map((call) => (
            <CallUp key={call.id} call={call} ready={ready} listens={wall.listening} />
          ))}
        </ul>
      )}
    </section>
  );
}
