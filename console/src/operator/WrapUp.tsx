import { Button, ButtonGroup, Fieldset, Form, Radio } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, bodyOf, keyed } from '../api/client';
import { TOPICS } from '../api/queries';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TextField } from '../forms/fields';
import { useUnsent } from '../drafts/drafts';
import { Unsent } from '../drafts/Unsent';
import { afterCallOf } from '../routes';
import { useSession } from '../session/session';
import { useCallSubmission, wasInVain, type Interaction, type WrapUpCode } from './call';
import { useDesk } from './desk';
import { SaySorry } from './SaySorry';

/** In the order of their keys. */
const CODES: WrapUpCode[] = [
  'answered',
  'request_taken',
  'department_asked',
  'promise_kept',
  'follow_up_done',
  'referred',
  'transferred',
  'no_contact',
  'promise_made',
  'other',
  'number_given',
];
const KEYS = '1234567890-';
const KEPT_BY_CALLING = ['promise', 'contact_attempts'];

function likelyCode(call: Interaction, done: WrapUpCode | undefined): WrapUpCode {
  if (wasInVain(call)) return 'no_contact';
  if (done) return done;
  // A follow-up is done when it is recorded; what keeps a promise is the call itself.
  return call.for && KEPT_BY_CALLING.includes(call.for.kind) ? 'promise_kept' : 'other';
}

interface Props {
  call: Interaction;
  /** Nobody is on the line any more: what remains is to write down how it ended. */
  over: boolean;
  notes: string;
  setNotes: (notes: string) => void;
  onBack?: (() => void) | undefined;
}

/** One key for the code, a line of notes, Enter. */
function Codes({ call, over, notes, setNotes, onBack }: Props) {
  const { t } = useTranslation(['operator', 'words']);
  const { done, setWords } = useDesk();
  const { staff } = useSession();
  const navigate = useNavigate();
  const [code, setCode] = useState(() => likelyCode(call, done));
  const codes = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLInputElement>(null);
  useEffect(() => codes.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);

  const end = useCallSubmission(
    (body: { wrap_up: WrapUpCode; notes?: string }, key) =>
      bodyOf(
        api.POST('/api/v1/interactions/{interaction}/end', {
          params: { path: { interaction: call.id } },
          body,
          headers: keyed(key),
        }),
      ),
    () => {
      setWords('');
      void navigate(afterCallOf(staff.role));
    },
  );
  // Keys mean codes only while the focus is on the codes, not in the notes.
  const chooseByKey = (event: KeyboardEvent) => {
    const chosen = CODES.find((_, index) => KEYS[index] === event.key);
    if (!chosen) return;
    event.preventDefault();
    setCode(chosen);
    line.current?.focus();
  };
  return (
    <Form
      className="wrap-up"
      onSubmit={(event) => {
        event.preventDefault();
        end.mutate({ wrap_up: code, ...(notes.trim() ? { notes: notes.trim() } : {}) });
      }}
    >
      <ProblemAlert problem={end.error} />
      <div ref={codes} onKeyDown={chooseByKey}>
        <Fieldset legend={t('operator:wrapUp.code')} className="wrap-up__codes">
          {CODES.map((one, index) => (
            <Radio
              key={one}
              id={`wrap-up-${one}`}
              name="wrap-up"
              label={t('operator:wrapUp.keyed', { key: KEYS[index], name: t(`words:wrapUp.${one}`) })}
              checked={code === one}
              onChange={() => setCode(one)}
            />
          ))}
        </Fieldset>
      </div>
      <TextField label={t('operator:wrapUp.notes')} value={notes} onChange={setNotes} inputRef={line} />
      <ButtonGroup>
        <Button type="submit" disabled={end.isPending}>
          {t(over ? 'operator:wrapUp.finish' : 'operator:wrapUp.end')}
        </Button>
        {onBack && (
          <Button type="button" unstyled onClick={onBack}>
            {t(over ? 'operator:wrapUp.notYet' : 'operator:wrapUp.back')}
          </Button>
        )}
      </ButtonGroup>
    </Form>
  );
}

/**
 * The end of a call; first of all, what was begun in it and cannot be sent afterwards, and whether
 * the apology that is owed was said.
 */
export function WrapUp(props: Props) {
  const { call, onBack } = props;
  const queries = useQueryClient();
  const lost = useUnsent().find((one) => one.call === call.id);
  const [notSaid, setNotSaid] = useState<string[]>([]);
  const owed = call.apologies_owed.find((number) => !notSaid.includes(number));
  useEffect(() => {
    // A promise may have been broken while they spoke.
    void queries.invalidateQueries({ queryKey: [TOPICS.call] });
  }, [queries]);
  if (lost) return <Unsent key={lost.key} form={lost} onGoOn={onBack} />;
  if (!owed) return <Codes {...props} />;
  return <SaySorry key={owed} call={call} number={owed} onNotSaid={() => setNotSaid([...notSaid, owed])} />;
}
