import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { spokenNumber } from '../cases/spokenNumber';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TextField } from '../forms/fields';
import { useShortcut } from '../shell/shortcuts';
import { useCityTime } from '../time/cityTime';
import {
  isContact,
  recordResult,
  useCallSubmission,
  wasInVain,
  type AttemptResult,
  type Interaction,
} from './call';
import { CallStart } from './CallStart';
import { ApologyWords } from './ApologyWords';
import { SaySorry } from './SaySorry';
import { WrapUp } from './WrapUp';
import { Phone } from '../telephone/Phone';
import { spokenPhone } from '../forms/phone';
import { CallControls } from '../telephone/CallControls';
import { Interpreters } from '../telephone/Interpreters';
import { useCallUp } from '../telephone/callUp';
import { useTelephoneInUse } from '../telephone/telephone';

const RESULTS: AttemptResult[] = [
  'connected',
  'voicemail',
  'no_answer',
  'busy',
  'somebody_else',
  'wrong_number',
  'out_of_service',
  'refused',
  'language',
];

interface Results {
  call: Interaction;
  /** It was not what it was taken for. */
  corrects?: boolean;
  onDone?: () => void;
}

/** What came of a call that somebody here made. */
function ResultButtons({ call, corrects = false, onDone }: Results) {
  const { t } = useTranslation(['operator', 'words']);
  const first = useRef<HTMLDivElement>(null);
  const record = useCallSubmission(
    (result: AttemptResult, key) => recordResult(call.id, result, key),
    onDone,
  );
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={first} role="group" aria-labelledby="result-title" data-asks>
      <h3 id="result-title" className="call__result-title">
        {t(corrects ? 'operator:call.whatElse' : 'operator:call.result')}
      </h3>
      <ProblemAlert problem={record.error} />
      <ButtonGroup className="call__results">
        {RESULTS.filter((result) => !corrects || (result !== 'connected' && result !== call.result)).map(
          (result) => (
            <Button
              key={result}
              type="button"
              outline={result !== 'connected'}
              disabled={record.isPending}
              onClick={() => record.mutate(result)}
            >
              {t(`words:attempt.${result}`)}
            </Button>
          ),
        )}
      </ButtonGroup>
    </div>
  );
}

function useCallTitle(call: Interaction, over: boolean, byHand: boolean) {
  const { t } = useTranslation(['operator', 'words']);
  const name = call.contact?.name ?? (call.phone ? spokenPhone(call.phone) : t('operator:call.unknown'));
  if (over && (call.direction === 'inbound' || isContact(call))) return t('operator:call.was', { name });
  if (call.direction === 'inbound') return t('operator:call.with', { name });
  if (!call.result) return t(byHand ? 'operator:call.toCall' : 'operator:call.calling', { name });
  if (isContact(call)) return t('operator:call.reached', { name });
  return t('operator:call.notReached', { name, result: t(`words:attempt.${call.result as AttemptResult}`) });
}

/**
 * What was asked is answered, and its buttons are gone with the focus: it goes where the work goes on,
 * to the next apology, to what they say, or to the wrap-up.
 */
function useFocusGoesOn(call: Interaction, corrects: boolean) {
  const section = useRef<HTMLElement>(null);
  const stands = [call.result, call.apologies_owed.join(), corrects].join(' ');
  const before = useRef(stands);
  useEffect(() => {
    if (before.current === stands) return;
    before.current = stands;
    if (document.activeElement !== document.body) return;
    const next = ['[data-owed] button', '[data-said] input', '[data-wraps-up]']
      .map((what) => section.current?.querySelector<HTMLElement>(what))
      .find(Boolean);
    next?.focus();
  }, [stands]);
  return section;
}

function Conversation({ call }: { call: Interaction }) {
  const { t } = useTranslation('operator');
  const time = useCityTime();
  const telephone = useTelephoneInUse();
  const { up, over, passedTo } = useCallUp(call);
  const outbound = call.direction === 'outbound';
  // Nothing here dials for whoever has no telephone at the console.
  const byHand = outbound && !call.result && !telephone;
  const title = useCallTitle(call, over, byHand);
  const dialling = up?.state === 'dialling';
  const [corrects, setCorrects] = useState(false);
  const needsResult = outbound && !call.result && !dialling;
  const failed = outbound && wasInVain(call);
  const [asked, setAsked] = useState(false);
  const [notes, setNotes] = useState('');
  const wrappingUp = asked || failed;
  // The telephone takes whatever answers for the resident; who talks knows better.
  const mayCorrect = outbound && isContact(call) && (up !== null || over) && !asked;
  useShortcut('wrapUp', () => setAsked(true));
  const section = useFocusGoesOn(call, corrects);
  return (
    <section
      ref={section}
      className={wrappingUp || needsResult || corrects ? 'pane call' : 'pane call call--sticky'}
      aria-labelledby="call-title"
    >
      <div className="call__head">
        <div>
          <h2 id="call-title">{title}</h2>
          <p className="call__facts">
            {call.phone && call.contact?.name && <Phone number={call.phone} />}
            <span>{t('call.since', { when: time.at(call.started_at) })}</span>
            {call.for && (
              <Link className="usa-link" to={`/cases/${call.for.case}`}>
                {t('call.for', { number: spokenNumber(call.for.case) })}
              </Link>
            )}
          </p>
        </div>
        {!wrappingUp && !needsResult && !dialling && (
          <Button type="button" data-wraps-up onClick={() => setAsked(true)}>
            {t('call.wrapUp')}
          </Button>
        )}
      </div>
      {byHand && call.phone && (
        <p className="call__state">{t('call.dialYourself', { phone: spokenPhone(call.phone) })}</p>
      )}
      {telephone && up && <CallControls telephone={telephone} call={up} />}
      <Interpreters call={call} />
      {over && !wrappingUp && !needsResult && (
        <p className="call__state" role="status">
          {passedTo ? t('call.passedTo', { name: passedTo }) : t('call.over')}
        </p>
      )}
      {call.for?.kind === 'apology' && !call.answered_at && !wrappingUp && (
        <ApologyWords number={call.for.case} />
      )}
      {!wrappingUp &&
        call.apologies_owed.map((number) => <SaySorry key={number} call={call} number={number} />)}
      {call.for?.kind === 'apology' && !wrappingUp && !needsResult && (
        <div data-said>
          <TextField label={t('call.theyAnswered')} value={notes} onChange={setNotes} />
        </div>
      )}
      {needsResult && !asked && <ResultButtons call={call} />}
      {mayCorrect && !corrects && (
        <Button type="button" unstyled onClick={() => setCorrects(true)}>
          {t('call.notReallyReached')}
        </Button>
      )}
      {mayCorrect && corrects && <ResultButtons call={call} corrects onDone={() => setCorrects(false)} />}
      {wrappingUp && (
        <WrapUp
          call={call}
          // What reached nobody is over, unless the telephone still has it.
          over={over || (failed && !up)}
          notes={notes}
          setNotes={setNotes}
          onBack={failed ? undefined : () => setAsked(false)}
        />
      )}
    </section>
  );
}

export function CallBar({ call }: { call: Interaction | null }) {
  return call ? <Conversation key={call.id} call={call} /> : <CallStart />;
}
