import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { Draft } from '../drafts/Draft';
import { useForget, useKept, useUnsent } from '../drafts/drafts';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TwoVersions, type ReadField } from '../forms/TwoVersions';
import { ContactFields } from './ContactFields';
import { detailsOf, draftOf, type ContactDraft } from './contactDraft';

type Contact = Schemas['Contact'];

/** The fields as they are read, in the order of the form. */
function useReadable() {
  const { t } = useTranslation(['operator', 'words']);
  return (draft: ContactDraft): ReadField<ContactDraft>[] => [
    { part: 'name', label: t('operator:caller.name'), text: draft.name },
    { part: 'phones', label: t('operator:caller.phone'), text: draft.phones.filter(Boolean).join('\n') },
    { part: 'language', label: t('operator:caller.language'), text: t(`words:language.${draft.language}`) },
    { part: 'accessibility', label: t('operator:caller.accessibility'), text: draft.accessibility },
    { part: 'email', label: t('operator:caller.email'), text: draft.email },
    { part: 'address', label: t('operator:caller.address'), text: draft.address },
    {
      part: 'channel',
      label: t('operator:caller.channel'),
      text: draft.channel ? t(`words:channel.${draft.channel}`) : t('operator:caller.anyChannel'),
    },
  ];
}

function Fields({
  contact,
  takesFocus,
  onDone: onAway,
}: {
  contact: Contact;
  takesFocus: boolean;
  onDone: () => void;
}) {
  const forget = useForget();
  const onDone = () => {
    forget();
    onAway();
  };
  const { t } = useTranslation('operator');
  const queries = useQueryClient();
  const read = useReadable();
  // It may be read again while somebody writes: what counts is what they began with.
  const [{ begun, draft }, setWho] = useKept('who', () => ({ begun: contact, draft: draftOf(contact) }));
  const setDraft = (words: ContactDraft) => setWho({ begun, draft: words });
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
  const save = (from: Contact, words: ContactDraft) => {
    setWho({ begun: from, draft: words });
    edit.mutate({ ...detailsOf(words), expected_version: from.version });
  };
  const overtaken = edit.error?.reason === 'contact.changed' && contact.version !== begun.version;
  return (
    <KeyForm label={t('contact.edit')} onSubmit={() => save(begun, draft)} takesFocus={takesFocus}>
      {overtaken ? (
        <TwoVersions
          title={t('contact.overtaken')}
          read={read}
          begun={draftOf(begun)}
          mine={draft}
          theirs={draftOf(contact)}
          onSave={(merged) => save(contact, merged)}
          onDropMine={() => {
            setWho({ begun: contact, draft: draftOf(contact) });
            edit.reset();
          }}
        />
      ) : (
        <ProblemAlert problem={edit.error} />
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
  const key = `contact ${contact.id}`;
  // What was begun here and not saved is gone on with.
  const begun = useUnsent().some((one) => one.key === key);
  const [wasBegun, setWasBegun] = useState(begun);
  const [open, setOpen] = useState(begun);
  const putAway = () => {
    setWasBegun(false);
    setOpen(false);
  };
  if (open) {
    return (
      <Draft form={{ key, label: t('contact.edit'), to: `/desk/contacts/${contact.id}` }}>
        <Fields contact={contact} takesFocus={!wasBegun} onDone={putAway} />
      </Draft>
    );
  }
  return (
    <Button type="button" outline onClick={() => setOpen(true)}>
      {t('contact.edit')}
    </Button>
  );
}
