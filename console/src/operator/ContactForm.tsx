import { Button, Form } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useSubmission } from '../api/useSubmission';
import { ProblemAlert } from '../forms/ProblemAlert';
import { SelectField, TextField } from '../forms/fields';
import { spokenPhone } from '../forms/phone';
import { cityLanguage, LANGUAGES, type Language } from '../i18n';
import { identify, useCallSubmission, type Interaction } from './call';

/** Somebody who calls for the first time: a contact is made, and named as the caller. */
export function ContactForm({ call }: { call: Interaction }) {
  const { t, i18n } = useTranslation(['operator', 'words']);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState(spokenPhone(call.phone ?? ''));
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState<Language>(cityLanguage(i18n.language));
  const [accessibility, setAccessibility] = useState('');

  const named = useCallSubmission((contact: number, key) => identify(call.id, contact, key));
  const create = useSubmission(
    (body: Schemas['CreateContact'], key) =>
      bodyOf(api.POST('/api/v1/contacts', { body, headers: keyed(key) })),
    { onDone: (contact) => named.mutate(contact.id) },
  );
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({
          language,
          ...(name.trim() && { name: name.trim() }),
          ...(phone.trim() && { phones: [phone.trim()] }),
          ...(email.trim() && { email: email.trim() }),
          ...(accessibility.trim() && { accessibility: accessibility.trim() }),
        });
      }}
    >
      <ProblemAlert problem={create.error ?? named.error} />
      <TextField
        label={t('operator:caller.name')}
        value={name}
        onChange={setName}
        problem={create.error}
        pointer="/name"
      />
      <TextField
        label={t('operator:caller.phone')}
        type="tel"
        value={phone}
        onChange={setPhone}
        problem={create.error}
        pointer="/phones/0"
      />
      <SelectField
        label={t('operator:caller.language')}
        value={language}
        onChange={(chosen) => setLanguage(cityLanguage(chosen))}
        options={LANGUAGES.map((value) => ({ value, text: t(`words:language.${value}`) }))}
      />
      <TextField
        label={t('operator:caller.accessibility')}
        hint={t('operator:caller.accessibilityHint')}
        value={accessibility}
        onChange={setAccessibility}
        problem={create.error}
        pointer="/accessibility"
      />
      <TextField
        label={t('operator:caller.email')}
        type="email"
        value={email}
        onChange={setEmail}
        problem={create.error}
        pointer="/email"
      />
      <Button type="submit" disabled={create.isPending || named.isPending}>
        {t('operator:caller.save')}
      </Button>
    </Form>
  );
}
