import { Button, Form } from '@trussworks/react-uswds';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TextField } from '../forms/fields';
import { useShortcut } from '../shell/shortcuts';
import { startCall, useCallSubmission } from './call';

/** A call comes in: there is no telephone here yet, so the number is typed as the telephone shows it. */
export function CallStart() {
  const { t } = useTranslation('operator');
  const [phone, setPhone] = useState('');
  const number = useRef<HTMLInputElement>(null);
  const answer = useCallSubmission((caller: { phone?: string }, key) =>
    startCall({ direction: 'inbound', channel: 'call', ...caller }, key),
  );
  const answerNumber = () => answer.mutate({ phone: phone.trim() });
  useShortcut('answer', () => {
    if (phone.trim()) answerNumber();
    else number.current?.focus();
  });
  return (
    <section className="pane" aria-labelledby="call-title">
      <h2 id="call-title">{t('call.none')}</h2>
      <ProblemAlert problem={answer.error} />
      <Form
        className="call-start"
        onSubmit={(event) => {
          event.preventDefault();
          answerNumber();
        }}
      >
        <TextField
          label={t('call.number')}
          type="tel"
          value={phone}
          onChange={setPhone}
          problem={answer.error}
          pointer="/phone"
          inputRef={number}
          required
        />
        <Button type="submit" disabled={answer.isPending}>
          {t('call.answer')}
        </Button>
        <Button type="button" outline disabled={answer.isPending} onClick={() => answer.mutate({})}>
          {t('call.answerWithheld')}
        </Button>
      </Form>
    </section>
  );
}
