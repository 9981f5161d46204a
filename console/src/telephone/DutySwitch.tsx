import { Button, Link as OutsideLink } from '@trussworks/react-uswds';
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { CheckField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { useShortcut } from '../shell/shortcuts';
import { useCityTime } from '../time/cityTime';
import { ringAloud, useRingsAloud } from './ringTone';
import { useStanding } from './standing';
import { MicrophoneCheck } from './sound/MicrophoneCheck';
import { useDutyChange } from './sound/useSound';
import { useTelephoneInUse, type Duty, type Telephone } from './telephone';

/** What one can say: calls may ring, they may not and why, the shift is over. */
function Choices({ telephone, onChosen }: { telephone: Telephone; onChosen: () => void }) {
  const { t, i18n } = useTranslation('telephone');
  const language = cityLanguage(i18n.language);
  const change = useDutyChange(onChosen);
  const first = useRef<HTMLUListElement>(null);
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  const choices: { duty: Duty; text: string }[] = [
    { duty: { duty: 'ready' }, text: t('standing.ready') },
    ...telephone.reasons.map(({ key, name }) => ({
      duty: { duty: 'not_ready' as const, reason: key },
      text: t('notReadyBecause', { reason: name[language] }),
    })),
    { duty: { duty: 'off' }, text: t('standing.off') },
  ];
  const isNow = ({ duty, reason }: Duty) =>
    telephone.duty === duty && (duty !== 'not_ready' || telephone.reason === reason);
  return (
    <>
      <ProblemAlert problem={change.error} />
      <ul ref={first} className="usa-list usa-list--unstyled duty__choices">
        {choices.map(({ duty, text }) => (
          <li key={`${duty.duty} ${duty.reason}`}>
            <Button
              type="button"
              unstyled
              aria-pressed={isNow(duty)}
              disabled={change.isPending}
              onClick={() => change.mutate(duty)}
            >
              {text}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Panel({ telephone, onClose }: { telephone: Telephone; onClose: () => void }) {
  const { t } = useTranslation('telephone');
  const time = useCityTime();
  return (
    <>
      {telephone.since && <p className="duty__since">{t('since', { when: time.at(telephone.since) })}</p>}
      <Choices telephone={telephone} onChosen={onClose} />
      <CheckField label={t('ringAloud')} checked={useRingsAloud()} onChange={ringAloud} />
      {telephone.audio && <MicrophoneCheck />}
      {telephone.simulated && (
        <OutsideLink href="/call-311" target="_blank" className="duty__resident">
          {t('callAsResident')}
        </OutsideLink>
      )}
    </>
  );
}

/** How I stand to the telephone, always in sight and in words; opens what it may be changed to. */
export function DutySwitch() {
  const { t } = useTranslation('telephone');
  const telephone = useTelephoneInUse();
  const standing = useStanding(telephone?.reasons ?? []);
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  useShortcut('duty', () => setOpen(telephone !== undefined && !open));
  if (!telephone) return null;
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) setOpen(false);
  };
  const escape = ({ key }: KeyboardEvent) => key === 'Escape' && open && close();
  return (
    <div className="duty" onBlur={leave} onKeyDown={escape}>
      <button
        ref={opener}
        type="button"
        className={`duty__now duty__now--${telephone.standing}`}
        aria-expanded={open}
        aria-controls="duty-panel"
        onClick={() => setOpen(!open)}
      >
        <span className="usa-sr-only">{t('duty')}</span> {standing(telephone)}
      </button>
      <div id="duty-panel" className="duty__panel" role="group" aria-label={t('duty')} hidden={!open}>
        {open && <Panel telephone={telephone} onClose={close} />}
      </div>
    </div>
  );
}
