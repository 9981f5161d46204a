import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { useHear, useRecordings, type HearingReason, type Recording } from './hearing';
import { WhyField } from './WhyField';

/** Asks why, and then plays it. */
function Play({ recording }: { recording: Recording }) {
  const { t } = useTranslation('hearing');
  const [reason, setReason] = useState<HearingReason>();
  const hear = useHear(recording.id);
  const name = recording.staff?.name ?? '';
  if (hear.data) {
    // What was said is heard, not read: there are no captions.
    return <audio controls src={hear.data.audio} aria-label={t('sound', { name })} />;
  }
  return (
    <>
      <WhyField label={t('why')} value={reason} onChange={setReason} />
      <p className="quiet">{t('kept')}</p>
      <ProblemAlert problem={hear.error} />
      <Button
        type="button"
        disabled={!reason || hear.isPending}
        onClick={() => reason && hear.mutate(reason)}
      >
        {t('hear')}
      </Button>
    </>
  );
}

function OneRecording({ recording }: { recording: Recording }) {
  const { t } = useTranslation('hearing');
  const time = useCityTime();
  const { state, dropped_at: gone } = recording;
  return (
    <li>
      <p>{t('of', { name: recording.staff?.name ?? '', when: time.at(recording.started_at) })}</p>
      {state !== 'ended' && <p>{t(`state.${state}`)}</p>}
      {gone ? <p>{t('gone', { when: time.at(gone) })}</p> : null}
      {recording.can_be_heard && (
        <>
          <p className="quiet">{t('until', { when: time.at(recording.keep_until) })}</p>
          <Play recording={recording} />
        </>
      )}
    </li>
  );
}

function Recordings({ call, talk }: { call: number; talk?: number | undefined }) {
  const { t } = useTranslation('hearing');
  const recordings = useRecordings(call);
  return (
    <Reading of={recordings}>
      {(all) => {
        const wanted = all.filter(({ interaction }) => talk === undefined || interaction === talk);
        if (wanted.length === 0) return <p>{t('none')}</p>;
        return (
          <ul className="usa-list usa-list--unstyled">
            {wanted.map((one) => (
              <OneRecording key={one.id} recording={one} />
            ))}
          </ul>
        );
      }}
    </Reading>
  );
}

/** What was kept of a call, or of one conversation in it, opened when it is wanted. `of`: whose it was. */
export function HearCall({ call, talk, of }: { call: number; talk?: number; of: string }) {
  const { t } = useTranslation('hearing');
  const [open, setOpen] = useState(false);
  return (
    <div className="hear">
      <Button
        type="button"
        unstyled
        aria-expanded={open}
        aria-label={t('openOf', { number: of })}
        onClick={() => setOpen(!open)}
      >
        {t('open')}
      </Button>
      {open && <Recordings call={call} talk={talk} />}
    </div>
  );
}
