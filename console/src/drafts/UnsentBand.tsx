import { Button } from '@trussworks/react-uswds';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DraftsContext, useUnsent } from './drafts';
import { goingOn } from './goOn';
import { wordsOf } from './wordsOf';

/** What was begun and not sent, and stands on another screen than this one. */
export function UnsentBand() {
  const { t } = useTranslation('shell');
  const drafts = useContext(DraftsContext);
  const unsent = useUnsent().filter(({ open }) => !open);
  if (unsent.length === 0) return null;
  return (
    <section className="unsent" aria-label={t('unsent.title')}>
      <span className="unsent__title">{t('unsent.title')}</span>
      <ul className="usa-list usa-list--unstyled">
        {unsent.map((one) => (
          <li key={one.key}>
            <Link className="usa-link" to={one.to} {...goingOn(one.key)}>
              {one.label}
            </Link>{' '}
            <span className="unsent__words">{wordsOf(one)}</span>{' '}
            <Button
              type="button"
              unstyled
              aria-label={t('unsent.dropThis', { form: one.label })}
              onClick={() => {
                drafts?.forget(one.key);
                document.getElementById('main')?.focus();
              }}
            >
              {t('unsent.drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
