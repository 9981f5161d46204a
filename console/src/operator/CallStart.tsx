import { Button, Form } from '@trussworks/react-uswds';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TextField } from '../forms/fields';
import { useShortcut } from '../shell/shortcuts';
import { Asked } from '../telephone/Asked';
import { BetweenCalls, Connecting } from '../telephone/BetweenCalls';
import { useRinging } from '../telephone/ring';
import { Ringing } from '../telephone/Ringing';
import { useTelephoneInUse } from '../telephone/telephone';
import { startCall, useCallSubmission } from './call';

/** A call that rang on a telephone outside: the number is typed as that telephone shows it. */
export function TypedCall() {
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
    <>
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
    </>
  );
}

function CallComesIn() {
  const { t } = useTranslation('operator');
  return (
    <section className="pane" aria-labelledby="call-title">
      <h2 id="call-title">{t('call.none')}</h2>
      <TypedCall />
    </section>
  );
}

/** Nobody is on the line. Where the city has no telephone here, a call begins with its number. */
export function CallStart() {
  const telephone = useTelephoneInUse();
  const ringing = useRinging();
  if (!telephone) return <CallComesIn />;
  if (ringing) return <Ringing key={ringing.id} telephone={telephone} call={ringing} />;
  if (telephone.asked) return <Asked telephone={telephone} call={telephone.asked} />;
  if (telephone.call) return <Connecting />;
  return <BetweenCalls telephone={telephone} outside={<TypedCall />} />;
}
