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
import { PassOn } from './PassOn';
import { SendDigits } from './SendDigits';
import { useNumbers, whoseNumber } from './numbers';
import { useSound, useSoundHere } from './sound/useSound';
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

/** What a call's state offers, most wanted first. */
function choicesOf(call: TelephoneCall, me: number): Choices {
  // It rings at a colleague, or somebody else is being rung: both end by themselves.
  if (call.state === 'offered') return { acts: [], opens: [] };
  if (call.third && (call.state === 'talking' || call.state === 'held'))
    return { acts: ['return'], opens: [] };
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
  if (call.third && (call.state === 'talking' || call.state === 'held'))
    return t('state.ringingThird', { name: third });
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

/** The others go on being heard; nobody hears me. Where one speaks into a telephone on the desk, that has a button. */
function MuteButton() {
  const { t } = useTranslation('telephone');
  const { sound, now } = useSound();
  if (!useSoundHere()) return null;
  return (
    <Button
      type="button"
      outline={!now.muted}
      aria-pressed={now.muted}
      onClick={() => sound.mute(!now.muted)}
    >
      {t('mute')}
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
  const third = call.third ? whoseNumber(groups, call.third) : '';
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
  const before = acts.filter((one) => one !== 'hang-up').map(button);
  const last = acts.filter((one) => one === 'hang-up').map(button);
  return (
    <div className="call__telephone">
      <p className="call__state" role="status">
        <StateText call={call} third={third} />
      </p>
      <ProblemAlert problem={act.error} />
      <Recorder call={call} />
      <div className="call__controls" role="group" aria-label={t('controls')}>
        {before}
        {opens.map((one) => (
          <Button
            key={one}
            type="button"
            outline
            aria-expanded={panel === one}
            onClick={() => setOpen(panel === one ? undefined : one)}
          >
            {t(`open.${one}`)}
          </Button>
        ))}
        {acts.length > 0 && <MuteButton />}
        {last}
      </div>
      {panel === 'consult' && <Consult call={call} groups={groups} onClose={close} />}
      {panel === 'pass' && <PassOn call={call} colleagues={telephone.colleagues} onClose={close} />}
      {panel === 'digits' && <SendDigits call={call} onClose={close} />}
    </div>
  );
}
