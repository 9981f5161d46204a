import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { spokenNumber } from '../cases/spokenNumber';
import type { TelephoneCall } from './telephone';

/** What the colleague who asks has opened in the conversation, perhaps before anybody was named. */
export function SpokenOf({ call }: { call: TelephoneCall }) {
  const { t } = useTranslation('telephone');
  if (!call.cases?.length) return null;
  return (
    <ul className="usa-list usa-list--unstyled ring__facts">
      {call.cases.map((number) => (
        <li key={number}>
          <Link className="usa-link" to={`/cases/${number}`}>
            {t('asked.about', { number: spokenNumber(number) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
