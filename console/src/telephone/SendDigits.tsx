import { Button, ButtonGroup, Form } from '@trussworks/react-uswds';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TextField } from '../forms/fields';
import { sendDigits, useTelephoneSubmission, type TelephoneCall } from './telephone';

/** Digits for somebody else's menu. */
export function SendDigits({ call, onClose }: { call: TelephoneCall; onClose: () => void }) {
  const { t } = useTranslation('telephone');
  const [digits, setDigits] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const send = useTelephoneSubmission(
    (pressed: string, key) => sendDigits(call.id, pressed, key),
    () => setDigits(''),
  );
  useEffect(() => field.current?.focus(), []);
  return (
    <Form
      className="call__panel"
      aria-label={t('digits.title')}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(digits);
      }}
    >
      <ProblemAlert problem={send.error} takesFocus={false} />
      <TextField
        label={t('digits.label')}
        hint={t('digits.hint')}
        type="tel"
        value={digits}
        onChange={(typed) => setDigits(typed.replace(/[^0-9*#]/g, ''))}
        problem={send.error}
        pointer="/digits"
        inputRef={field}
        required
      />
      <ButtonGroup>
        <Button type="submit" disabled={send.isPending}>
          {t('digits.send')}
        </Button>
        <Button type="button" unstyled onClick={onClose}>
          {t('close')}
        </Button>
      </ButtonGroup>
    </Form>
  );
}
