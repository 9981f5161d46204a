import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useSession } from '../session/session';
import { Recorder } from '../hearing/Recorder';
import { Key } from '../shell/Key';
import { useShortcut } from '../shell/shortcuts';
import { Since } from '../time/Since';
import { Consult } from './Consult';
import { MuteButton } from './MuteButton';
import { PassOn } from './PassOn';
import { SendDigits } from './SendDigits';
import { useNumbers, whoseNumber } from './numbers';
import {
  actOn,
  useTelephoneSubmission,
  type PlainAct,
  type Telephone,
  type TelephoneCall,
} from './telephone';

type Open = 'consult' | 'pass' | 'digits';

interface Choices {
  acts: PlainAct[];
  opens: Open[];
}

/** Somebody is rung beside it, and not there yet. */
const isRung = ({ third, colleague, state }: TelephoneCall) =>
  (third !== null || colleague !== null) && (state === 'talking' || state === 'held');

/** What a call's state offers, most wanted first. */
function choicesOf(call: TelephoneCall, me: number): Choices {
  // It rings at a colleague, or somebody else is being rung: both end by themselves.
  if (call.state === 'offered') return { acts: [], opens: [] };
  if (isRung(call)) return { acts: ['return'], opens: [] };
  if (call.agent?.id !== me) return { acts: [], opens: [] };
  switch (call.state) {
    case 'dialling':
      return { acts: ['hang-up'], opens: [] };
    case 'talking':
      return { acts: ['hold', 'hang-up'], opens: ['consult', 'pass', 'digits'] };
    case 'held':
      return { acts: ['resume', 'hang-up'], opens: ['consult', 'pass'] };
    case 'consulting':
      return { acts: ['join', 'return', 'transfer'], opens: ['digits'] };
    case 'joined':
      return { acts: ['return', 'transfer', 'hang-up'], opens: ['digits'] };
    default:
      return { acts: [], opens: [] };
  }
}

/** Who hears whom at present, as a sentence. */
function StateText({ call, third }: { call: TelephoneCall; third: string }) {
  const { t } = useTranslation('telephone');
  if (call.state === 'offered') return t('state.passing', { name: call.agent?.name });
  if (isRung(call)) return t('state.ringingThird', { name: third });
  if (call.state === 'consulting') return t('state.consulting', { name: third });
  if (call.state === 'joined') return t('state.joined', { name: third });
  if (call.state === 'held' && call.held_at) {
    return (
      <>
        {t('state.held')} <Since instant={call.held_at} />
      </>
    );
  }
  if (call.state === 'passed_on') return t('state.passedOn');
  if (call.state === 'dialling') return t('state.dialling');
  return null;
}

/** Who was asked and did not come, until something else happens in the call. */
function useMissedColleague(call: TelephoneCall): string | undefined {
  const [before, setBefore] = useState(call);
  const [missed, setMissed] = useState<string>();
  if (before !== call) {
    setBefore(call);
    if (before.colleague && isRung(before) && !call.colleague && call.state === before.state) {
      setMissed(before.colleague.staff.name);
    } else if (call.colleague || call.state !== before.state) {
      setMissed(undefined);
    }
  }
  return missed;
}

function ActButton({
  what,
  dialling,
  keyed,
  disabled,
  onClick,
}: {
  what: PlainAct;
  dialling: boolean;
  /** Whether the hold key does it too. */
  keyed: boolean;
  disabled: boolean;
  onClick: () => void;
}) {
  const { t } = useTranslation('telephone');
  return (
    <Button
      type="button"
      secondary={what === 'hang-up'}
      outline={what !== 'hang-up' && what !== 'resume'}
      disabled={disabled}
      onClick={onClick}
    >
      {what === 'hang-up' && dialling ? t('act.give-up') : t(`act.${what}`)}
      {keyed && <Key of="hold" />}
    </Button>
  );
}

/** What the telephone can do with the call that I am in. */
export function CallControls({ telephone, call }: { telephone: Telephone; call: TelephoneCall }) {
  const { t } = useTranslation('telephone');
  const { staff } = useSession();
  const groups = useNumbers(telephone);
  const [open, setOpen] = useState<Open>();
  const act = useTelephoneSubmission((what: PlainAct, key) => actOn(call.id, what, key));
  const { acts, opens } = choicesOf(call, staff.id);
  const toggle = acts.find((one) => one === 'hold' || one === 'resume');
  useShortcut('hold', () => toggle && !act.isPending && act.mutate(toggle));
  const close = () => setOpen(undefined);
  const panel = open && opens.includes(open) ? open : undefined;
  const third = call.colleague?.staff.name ?? (call.third ? whoseNumber(groups, call.third) : '');
  const missed = useMissedColleague(call);
  const button = (what: PlainAct) => (
    <ActButton
      key={what}
      what={what}
      dialling={call.state === 'dialling'}
      keyed={what === toggle}
      disabled={act.isPending}
      onClick={() => act.mutate(what)}
    />
  );
  const opener = (what: Open) => (
    <Button
      key={what}
      type="button"
      outline
      aria-expanded={panel === what}
      onClick={() => setOpen(panel === what ? undefined : what)}
    >
      {t(`open.${what}`)}
    </Button>
  );
  const before = acts.filter((one) => one !== 'hang-up').map(button);
  const last = acts.filter((one) => one === 'hang-up').map(button);
  return (
    <div className="call__telephone">
      <p className="call__state" role="status">
        <StateText call={call} third={third} />
        {missed && t('state.didNotCome', { name: missed })}
      </p>
      <ProblemAlert problem={act.error} />
      <Recorder call={call} />
      <div className="call__controls" role="group" aria-label={t('controls')}>
        {before}
        {opens.slice(0, -1).map(opener)}
        {acts.length > 0 && (
          <div className="call__last">
            {opens.slice(-1).map(opener)}
            <MuteButton />
            {last}
          </div>
        )}
      </div>
      {panel === 'consult' && (
        <Consult call={call} groups={groups} colleagues={telephone.colleagues} onClose={close} />
      )}
      {panel === 'pass' && <PassOn call={call} colleagues={telephone.colleagues} onClose={close} />}
      {panel === 'digits' && <SendDigits call={call} onClose={close} />}
    </div>
  );
}
