import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useSubmission } from '../api/useSubmission';
import { Draft } from '../drafts/Draft';
import { useForget, useKept } from '../drafts/drafts';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { cityLanguage } from '../i18n';
import { identify, useCallSubmission, type Interaction } from './call';
import { ContactFields } from './ContactFields';
import { detailsOf, newDraft } from './contactDraft';

function NewCaller({ call, takesFocus }: { call: Interaction; takesFocus: boolean }) {
  const { t, i18n } = useTranslation('operator');
  const [draft, setDraft] = useKept('who', () => newDraft(call.phone ?? '', cityLanguage(i18n.language)));
  const forget = useForget();
  const named = useCallSubmission((contact: number, key) => identify(call.id, contact, key), forget);
  const create = useSubmission(
    (body: Schemas['CreateContact'], key) =>
      bodyOf(api.POST('/api/v1/contacts', { body, headers: keyed(key) })),
    { onDone: (contact) => named.mutate(contact.id) },
  );
  return (
    <KeyForm
      label={t('caller.title')}
      onSubmit={() => create.mutate(detailsOf(draft))}
      takesFocus={takesFocus}
    >
      <ProblemAlert problem={create.error ?? named.error} />
      <ContactFields draft={draft} onChange={setDraft} problem={create.error} />
      <Button type="submit" disabled={create.isPending || named.isPending}>
        {t('caller.save')}
      </Button>
    </KeyForm>
  );
}

/** Somebody who calls for the first time: a contact is made, and named as the caller. */
export function ContactForm({ call, takesFocus }: { call: Interaction; takesFocus: boolean }) {
  const { t } = useTranslation('operator');
  // It stands beside every screen of the desk: one goes back to it where one is.
  const { pathname } = useLocation();
  return (
    <Draft form={{ key: `caller ${call.id}`, label: t('caller.save'), to: pathname, call: call.id }}>
      <NewCaller call={call} takesFocus={takesFocus} />
    </Draft>
  );
}
