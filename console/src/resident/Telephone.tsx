import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRingTone } from '../telephone/ringTone';
import { useLine, type Line, type Use } from './line';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

interface Part {
  line: Line;
  use: (what: Use) => void;
}

/** What is said, as text; the newest last, which a screen reader reads out. */
function Hears({ line }: { line: Line }) {
  const { t } = useTranslation('resident');
  return (
    <div className="hears" role="log" aria-label={t('hears')}>
      {line.hears.map((words, index) => (
        <p key={index} className="hears__words">
          {words}
        </p>
      ))}
      {line.music && <p className="hears__music">{t('music')}</p>}
    </div>
  );
}

function Keypad({ use }: Pick<Part, 'use'>) {
  const { t } = useTranslation('resident');
  return (
    <div className="keypad" role="group" aria-label={t('keypad')}>
      {KEYS.map((digit) => (
        <button
          key={digit}
          type="button"
          className="keypad__key"
          onClick={() => use({ act: 'digit', digit })}
        >
          {digit}
        </button>
      ))}
    </div>
  );
}

function HangUp({ use }: Pick<Part, 'use'>) {
  const { t } = useTranslation('resident');
  return (
    <button type="button" className="big big--end" onClick={() => use({ act: 'hang_up' })}>
      {t('hangUp')}
    </button>
  );
}

function Idle({ line, use }: Part) {
  const { t } = useTranslation('resident');
  const [withheld, setWithheld] = useState(false);
  return (
    <>
      {/* What was said last stays to be read, such as when one is called back. */}
      {line.hears.length > 0 && <Hears line={line} />}
      <button
        type="button"
        className="big big--go"
        onClick={() => use({ act: 'dial', ...(withheld ? { withheld } : {}) })}
      >
        {t('dial')}
      </button>
      <label className="withheld">
        <input type="checkbox" checked={withheld} onChange={({ target }) => setWithheld(target.checked)} />{' '}
        {t('withhold')}
      </label>
      <p className="hint">{t('staysOpen')}</p>
    </>
  );
}

function Calling({ line, use }: Part) {
  const { t } = useTranslation('resident');
  return (
    <>
      <Hears line={line} />
      <HangUp use={use} />
      <Keypad use={use} />
      <p className="hint">{t('digitsHint')}</p>
    </>
  );
}

function Rings({ use }: Part) {
  const { t } = useTranslation('resident');
  useRingTone(true);
  useEffect(() => {
    const before = document.title;
    document.title = t('ringsTitle');
    return () => void (document.title = before);
  }, [t]);
  return (
    <>
      <button type="button" className="big big--go" onClick={() => use({ act: 'answer' })}>
        {t('answer')}
      </button>
      <div className="beside">
        <button type="button" className="usa-button usa-button--outline" onClick={() => use({ act: 'busy' })}>
          {t('busy')}
        </button>
        <button
          type="button"
          className="usa-button usa-button--outline"
          onClick={() => use({ act: 'voicemail' })}
        >
          {t('voicemail')}
        </button>
      </div>
    </>
  );
}

const FACES = { idle: Idle, calling: Calling, ringing: Rings, in_call: Calling };

/** A resident's telephone: dials 311, hears, presses digits; rings when the city calls back. */
export function Telephone({
  number,
  owner,
  spoken,
  onPutDown,
}: {
  number: string;
  owner: string;
  spoken: string;
  onPutDown: () => void;
}) {
  const { t } = useTranslation('resident');
  const { line, trouble, use } = useLine(number);
  useEffect(() => {
    document.title = t('documentTitle', { name: owner });
  }, [t, owner]);
  const Face = line && FACES[line.state];
  const state = line && t(`state.${line.state}`, { name: line.with ?? t('somebody') });
  return (
    <section className={`telephone telephone--${line?.state ?? 'idle'}`} aria-labelledby="owner">
      <div className="telephone__head">
        <h2 id="owner">{owner}</h2>
        {owner !== spoken && <p className="telephone__number">{spoken}</p>}
      </div>
      <p className="telephone__state" role="status">
        {trouble ? t(`trouble.${trouble}`) : state}
      </p>
      {Face && trouble !== 'none_here' && <Face line={line} use={use} />}
      <button type="button" className="put-down" onClick={onPutDown}>
        {t('putDown')}
      </button>
    </section>
  );
}
