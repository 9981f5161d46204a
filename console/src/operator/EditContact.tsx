import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { ContactFields } from './ContactFields';
import { detailsOf, draftOf } from './contactDraft';

type Contact = Schemas['Contact'];

function Fields({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const { t } = useTranslation('operator');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(contact));
  // It may be read again while somebody writes: what counts is what they began with.
  const [seen, setSeen] = useState(contact.version);
  const edit = useSubmission(
    (body: Schemas['EditContact'], key) =>
      bodyOf(
        api.PATCH('/api/v1/contacts/{contact}', {
          params: { path: { contact: contact.id } },
          body,
          headers: keyed(key),
        }),
      ),
    {
      onDone,
      onRefused: () => void queries.invalidateQueries({ queryKey: [TOPICS.contact, contact.id] }),
    },
  );
  const overtaken = edit.error?.reason === 'contact.changed' && contact.version !== seen;
  return (
    <KeyForm
      label={t('contact.edit')}
      onSubmit={() => edit.mutate({ ...detailsOf(draft), expected_version: seen })}
    >
      <ProblemAlert problem={edit.error} />
      {overtaken && (
        <Button
          type="button"
          outline
          onClick={() => {
            setDraft(draftOf(contact));
            setSeen(contact.version);
            edit.reset();
          }}
        >
          {t('contact.startAgain')}
        </Button>
      )}
      <ContactFields draft={draft} onChange={setDraft} problem={edit.error} morePhones />
      <ButtonGroup>
        <Button type="submit" disabled={edit.isPending}>
          {t('contact.save')}
        </Button>
        <Button type="button" unstyled onClick={onDone}>
          {t('contact.cancel')}
        </Button>
      </ButtonGroup>
    </KeyForm>
  );
}

/** Somebody has moved, or was written down wrongly: opens a form with what is known of them. */
export function EditContact({ contact }: { contact: Contact }) {
  const { t } = useTranslation('operator');
  const [open, setOpen] = useState(false);
  if (open) return <Fields contact={contact} onDone={() => setOpen(false)} />;
  return (
    <Button type="button" outline onClick={() => setOpen(true)}>
      {t('contact.edit')}
    </Button>
  );
}
