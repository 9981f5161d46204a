import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useContact } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { SelectField, TextField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { identify, startCall, useCallSubmission } from './call';
import { CaseLines } from './CaseLines';
import { ContactFacts } from './ContactFacts';
import { useDesk } from './desk';
import { EditContact } from './EditContact';
import { Redact } from './Redact';
import { useSearch } from './useSearch';
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
      {call && !call.contact && (
        <Button type="button" disabled={named.isPending} onClick={() => named.mutate(call.id)}>
          {t('caller.thisIs', { name })}
        </Button>
      )}
      {!call && (
        <ButtonGroup>
          {contact.phones.map((phone) => (
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
      )}
    </>
  );
}

/** Other records: of who shares the number on the line, and who is found by name or number. */
function useOthers(contact: Contact, words: string): Schemas['ContactSummary'][] {
  const { i18n } = useTranslation();
  const { call } = useDesk();
  const found = useSearch(words, cityLanguage(i18n.language)).data?.contacts ?? [];
  const all = [...(call?.callers ?? []), ...(words.trim() ? found : [])];
  const ids = new Set(all.map(({ id }) => id));
  ids.delete(contact.id);
  return [...ids].map((id) => all.find((one) => one.id === id)!);
}

/** The same person twice: one record becomes part of the other. */
function Merge({ contact }: { contact: Contact }) {
  const { t } = useTranslation('operator');
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [into, setInto] = useState('');
  const others = useOthers(contact, words);
  const chosen = others.find(({ id }) => String(id) === into);
  const merge = useSubmission(
    (target: number, key) =>
      bodyOf(
        api.POST('/api/v1/contacts/{contact}/merge', {
          params: { path: { contact: contact.id } },
          body: { into: target },
          headers: keyed(key),
        }),
      ),
    { onDone: ({ id }) => void navigate(`/desk/contacts/${id}`) },
  );
  return (
    <>
      <h2>{t('contact.twice')}</h2>
      <KeyForm label={t('contact.merge')} onSubmit={() => chosen && merge.mutate(chosen.id)}>
        <ProblemAlert problem={merge.error} />
        <TextField
          label={t('contact.other')}
          hint={t('contact.otherHint')}
          value={words}
          onChange={setWords}
        />
        <SelectField
          label={t('contact.mergeInto')}
          empty={t('contact.choose')}
          value={chosen ? into : ''}
          onChange={setInto}
          options={others.map(({ id, name, phones }) => ({
            value: String(id),
            text: [name ?? t('caller.noName'), ...phones.map(spokenPhone)].join(', '),
          }))}
          required
        />
        <Button type="submit" outline disabled={merge.isPending}>
          {t('contact.merge')}
        </Button>
      </KeyForm>
    </>
  );
}

/** A record that is part of another can be parted from it again. */
function Part({ contact }: { contact: Contact }) {
  const { t } = useTranslation('operator');
  const part = useSubmission((_: void, key) =>
    bodyOf(
      api.POST('/api/v1/contacts/{contact}/part', {
        params: { path: { contact: contact.id } },
        headers: keyed(key),
      }),
    ),
  );
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
            {one.merged_into === null && <EditContact contact={one} />}
            <CallOrName contact={one} />
            <h2>{t('contact.cases')}</h2>
            <CaseLines cases={one.cases} />
            {one.merged_into === null ? <Merge contact={one} /> : <Part contact={one} />}
            <Redact contact={one} />
          </Page>
        )}
      </Reading>
    </div>
  );
}
