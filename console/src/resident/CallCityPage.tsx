import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, remember } from '../i18n/language';
import mark from '../shell/mark.svg';
import { RESIDENTS } from './residents';
import { Telephone } from './Telephone';

/** +1 905 555 0161 */
const spoken = (line: string) => line.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');

/** Whose telephone one takes up. */
function Choose({ onChosen }: { onChosen: (line: string) => void }) {
  const { t } = useTranslation('resident');
  const [own, setOwn] = useState('');
  const digits = own.replace(/[^\d+]/g, '');
  return (
    <>
      <h2>{t('whose')}</h2>
      <ul className="residents">
        {RESIDENTS.map(({ name, line }) => (
          <li key={line}>
            <button type="button" className="resident" onClick={() => onChosen(line)}>
              <span className="resident__name">{name ?? t('newNumber')}</span>
              <span className="resident__line">{spoken(line)}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        className="own"
        onSubmit={(event) => {
          event.preventDefault();
          if (digits.length > 2) onChosen(digits);
        }}
      >
        <label htmlFor="own">{t('own')}</label>
        <div className="own__row">
          <input
            id="own"
            type="tel"
            autoComplete="off"
            value={own}
            required
            pattern="\+[0-9 ]{3,24}"
            onChange={({ target }) => setOwn(target.value)}
            aria-describedby="own-hint"
          />
          <button type="submit" className="usa-button usa-button--outline">
            {t('take')}
          </button>
        </div>
        <p id="own-hint" className="hint">
          {t('ownHint')}
        </p>
      </form>
    </>
  );
}

const lineOf = () => new URLSearchParams(location.search).get('line') ?? '';

/** 'Call 311 as a resident': a telephone of the demo city. */
export function CallCityPage() {
  const { t, i18n } = useTranslation('resident');
  const [line, setLine] = useState(lineOf);
  const choose = (next: string) => {
    // A page that is loaded again, and the way back, keep whose telephone it is.
    const address = new URL(location.href);
    if (next) address.searchParams.set('line', next);
    else address.searchParams.delete('line');
    history.pushState(null, '', address);
    setLine(next);
  };
  useEffect(() => {
    const back = () => setLine(lineOf());
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
  const other = LANGUAGES.find((one) => one !== i18n.language) ?? 'en';
  const resident = RESIDENTS.find((one) => one.line === line);
  return (
    <>
      <header className="top">
        <span className="top__mark">
          <img src={mark} alt="" width="28" height="28" /> {t('product')}
        </span>
        <button
          type="button"
          className="top__language"
          lang={other}
          onClick={() => {
            remember(other);
            void i18n.changeLanguage(other);
          }}
        >
          {t(`language.${other}`)}
        </button>
      </header>
      <main className="page">
        <h1>{t('title')}</h1>
        <p className="intro">{t('intro')}</p>
        {line ? (
          <Telephone
            key={line}
            number={line}
            owner={resident?.name ?? spoken(line)}
            spoken={spoken(line)}
            onPutDown={() => choose('')}
          />
        ) : (
          <Choose onChosen={choose} />
        )}
        <p className="staff">
          <a className="usa-link" href="/">
            {t('toTheDesk')}
          </a>
        </p>
      </main>
    </>
  );
}
