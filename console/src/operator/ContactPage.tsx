import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useContact } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { SelectField } from '../forms/fields';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { identify, startCall, useCallSubmission } from './call';
import { CaseLines } from './CaseLines';
import { ContactFacts } from './ContactFacts';
import { useDesk } from './desk';
import { spokenPhone } from '../forms/phone';

type Contact = Schemas['Contact'];

/** Rings this person, or says that this is who is calling. */
function CallOrName({ contact }: { contact: Contact }) {
  const { t } = useTranslation('operator');
  const { call } = useDesk();
  const name = contact.name ?? t('caller.noName');
  const dial = useCallSubmission((phone: string, key) =>
    startCall({ direction: 'outbound', channel: 'call', contact: contact.id, phone }, key),
  );
  const named = useCallSubmission((interaction: number, key) => identify(interaction, contact.id, key));
  return (
    <>
      <ProblemAlert problem={dial.error ?? named.error} />
      <ButtonGroup>
        {call && !call.contact && (
          <Button type="button" disabled={named.isPending} onClick={() => named.mutate(call.id)}>
            {t('caller.thisIs', { name })}
          </Button>
        )}
        {!call &&
          contact.phones.map((phone) => (
            <Button
              key={phone}
              type="button"
              outline
              disabled={dial.isPending}
              onClick={() => dial.mutate(phone)}
            >
              {t('contact.call', { name, phone: spokenPhone(phone) })}
            </Button>
          ))}
      </ButtonGroup>
    </>
  );
}

/** The same person twice: one record becomes part of the other, and can be parted again. */
function Merge({ contact }: { contact: Contact }) {
  const { t } = useTranslation('operator');
  const { call } = useDesk();
  const navigate = useNavigate();
  const [into, setInto] = useState('');
  const others = call?.callers.filter(({ id }) => id !== contact.id) ?? [];
  const path = { contact: contact.id };
  const merge = useSubmission(
    (target: number, key) =>
      bodyOf(
        api.POST('/api/v1/contacts/{contact}/merge', {
          params: { path },
          body: { into: target },
          headers: keyed(key),
        }),
      ),
    { onDone: ({ id }) => void navigate(`/desk/contacts/${id}`) },
  );
  const part = useSubmission((_: void, key) =>
    bodyOf(api.POST('/api/v1/contacts/{contact}/part', { params: { path }, headers: keyed(key) })),
  );
  if (contact.merged_into !== null) {
    return (
      <>
        <ProblemAlert problem={part.error} />
        <p>{t('contact.isMerged')}</p>
        <Button type="button" outline disabled={part.isPending} onClick={() => part.mutate()}>
          {t('contact.part')}
        </Button>
      </>
    );
  }
  if (others.length === 0) return null;
  return (
    <KeyForm label={t('contact.merge')} onSubmit={() => merge.mutate(Number(into))}>
      <ProblemAlert problem={merge.error} />
      <SelectField
        label={t('contact.mergeInto')}
        empty={t('contact.choose')}
        value={into}
        onChange={setInto}
        options={others.map(({ id, name }) => ({ value: String(id), text: name ?? t('caller.noName') }))}
        required
      />
      <Button type="submit" outline disabled={merge.isPending}>
        {t('contact.merge')}
      </Button>
    </KeyForm>
  );
}

export default function ContactPage() {
  const { t } = useTranslation('operator');
  const { contact: id } = useParams();
  const contact = useContact(Number(id));
  return (
    <div className="pane">
      <Reading of={contact}>
        {(one) => (
          <Page key={one.id} title={one.name ?? t('caller.noName')}>
            <ContactFacts contact={one} />
            <CallOrName contact={one} />
            <h2>{t('contact.cases')}</h2>
            <CaseLines cases={one.cases} />
            <Merge contact={one} />
          </Page>
        )}
      </Reading>
    </div>
  );
}
