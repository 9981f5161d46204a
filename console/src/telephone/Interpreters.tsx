import { Button, Form } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { ProblemAlert } from '../forms/ProblemAlert';
import { SelectField, TextField } from '../forms/fields';
import { useCallSubmission, type Interaction } from '../operator/call';
import { useLanguages } from './languages';
import type { Party } from './Parties';

/** What an interpreter says when they come on the line: their number at their firm. */
function InterpreterNote({ talk, party }: { talk: number; party: Party }) {
  const { t } = useTranslation('telephone');
  const { options } = useLanguages();
  const [id, setId] = useState(party.interpreter_id ?? '');
  const [language, setLanguage] = useState(party.language ?? '');
  const isNoted = id.trim() === (party.interpreter_id ?? '') && language === (party.language ?? '');
  const note = useCallSubmission((body: Schemas['NoteInterpreter'], key) =>
    bodyOf(
      api.POST('/api/v1/interactions/{interaction}/interpreter', {
        params: { path: { interaction: talk } },
        body,
        headers: keyed(key),
      }),
    ),
  );
  const send = () =>
    note.mutate({
      party: party.party,
      ...(id.trim() ? { interpreter_id: id.trim() } : {}),
      ...(language ? { language } : {}),
    });
  return (
    <Form
      className="interpreter"
      aria-label={t('interpreter.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isNoted && !note.isPending) send();
      }}
    >
      <TextField
        label={t('interpreter.id')}
        value={id}
        onChange={(typed) => setId(typed.slice(0, 40))}
        problem={note.error}
        pointer="/interpreter_id"
      />
      <SelectField
        label={t('interpreter.language')}
        value={language}
        onChange={setLanguage}
        empty={t('interpreter.notSaid')}
        options={options}
        problem={note.error}
        pointer="/language"
      />
      <Button type="submit" outline>
        {t('interpreter.note')}
      </Button>
      <span role="status">{isNoted && note.isSuccess && t('interpreter.noted')}</span>
      <ProblemAlert problem={note.error} />
    </Form>
  );
}

/** For the firm’s bill, of each interpreter who came: during the call and when it is wrapped up. */
export function Interpreters({ call }: { call: Interaction }) {
  return call.parties
    .filter(({ kind, answered_at: came }) => kind === 'interpreter' && came !== null)
    .map((party) => <InterpreterNote key={party.party} talk={call.id} party={party} />);
}
