import { Alert, Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useContact } from '../api/queries';
import { ProblemAlert } from '../forms/ProblemAlert';
import { identify, useCallSubmission, type Interaction } from './call';
import { CaseLines } from './CaseLines';
import { ContactFacts } from './ContactFacts';
import { ContactForm } from './ContactForm';
import { useDesk } from './desk';
import { NamelessCases } from './NamelessCases';

type Contact = Schemas['Contact'];

/** One of several who may be calling from this number, with what they are owed. */
function Candidate({ call, contact }: { call: Interaction; contact: Contact }) {
  const { t } = useTranslation('operator');
  const choose = useCallSubmission((_: void, key) => identify(call.id, contact.id, key));
  const name = contact.name ?? t('caller.noName');
  return (
    <li className="candidate">
      <h3>{name}</h3>
      <CaseLines cases={contact.cases} />
      <ProblemAlert problem={choose.error} />
      <Button type="button" outline disabled={choose.isPending} onClick={() => choose.mutate()}>
        {t('caller.thisIs', { name })}
      </Button>
    </li>
  );
}

function WhoIsIt({ call }: { call: Interaction }) {
  const { t } = useTranslation('operator');
  const [another, setAnother] = useState(false);
  return (
    <>
      {call.ask_name && (
        <Alert type="warning" slim headingLevel="h3">
          {t('caller.askName')}
        </Alert>
      )}
      <ul className="usa-list usa-list--unstyled">
        {call.callers.map((contact) => (
          <Candidate key={contact.id} call={call} contact={contact} />
        ))}
      </ul>
      {call.callers.length === 0 && <p>{t(call.phone ? 'caller.newNumber' : 'caller.withheld')}</p>}
      {another || call.callers.length === 0 ? (
        <ContactForm call={call} takesFocus={another} />
      ) : (
        <Button type="button" unstyled onClick={() => setAnother(true)}>
          {t('caller.somebodyElse')}
        </Button>
      )}
    </>
  );
}

function Known({ contact: told }: { contact: Contact }) {
  const { t } = useTranslation('operator');
  // Read again by itself: their cases change while they are on the line.
  const contact = useContact(told.id, told).data ?? told;
  return (
    <>
      <h3 className="contact__name">{contact.name ?? t('caller.noName')}</h3>
      <ContactFacts contact={contact} />
      <CaseLines cases={contact.cases} />
    </>
  );
}

/** Who is calling: what they were promised, and how to speak with them. */
export function Caller() {
  const { t } = useTranslation('operator');
  const { call } = useDesk();
  return (
    <section className="pane" aria-labelledby="caller-title">
      <h2 id="caller-title">{t(call?.direction === 'outbound' ? 'caller.called' : 'caller.title')}</h2>
      {!call && <p className="empty">{t('caller.nobody')}</p>}
      {call && <NamelessCases call={call} />}
      {call && (call.contact ? <Known contact={call.contact} /> : <WhoIsIt key={call.id} call={call} />)}
    </section>
  );
}
