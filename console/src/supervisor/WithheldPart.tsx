import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue, useWithheld } from '../api/queries';
import { cityLanguage } from '../i18n';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';

/** Requests of which the check held words or pictures back: somebody looks, and releases or keeps them. */
export function WithheldPart() {
  const { t, i18n } = useTranslation('supervisor');
  const time = useCityTime();
  const services = useCatalogue().data?.services ?? [];
  const withheld = useWithheld();
  return (
    <Page title={t('part.withheld')}>
      <p>{t('withheld.why')}</p>
      <Reading of={withheld}>
        {({ cases }) =>
          cases.length === 0 ? (
            <p className="empty">{t('withheld.none')}</p>
          ) : (
            <ul className="usa-list">
              {cases.map((one) => (
                <li key={one.number}>
                  <Link className="usa-link" to={`/cases/${one.number}`}>
                    {t('case', { number: one.spoken_number })}
                  </Link>{' '}
                  {services.find(({ id }) => id === one.service)?.name[cityLanguage(i18n.language)]}{' '}
                  {time.at(one.opened_at)}
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </Page>
  );
}
