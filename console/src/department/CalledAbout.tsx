import { Alert } from '@trussworks/react-uswds';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, bodyOf } from '../api/client';
import { TOPICS } from '../api/queries';
import { spokenNumber } from '../cases/spokenNumber';

/** Who rings my own telephone about a case just now; a change comes by the live line. */
function useCalled() {
  const { data } = useQuery({
    queryKey: [TOPICS.telephone, 'called'],
    queryFn: () => bodyOf(api.GET('/api/v1/telephone')),
  });
  return data?.called ?? null;
}

/** An operator calls: who it is, and what it is about, before the telephone is picked up. */
export function CalledAbout() {
  const { t } = useTranslation('department');
  const called = useCalled();
  return (
    <div role="status">
      {called && (
        <Alert
          type="info"
          headingLevel="h2"
          heading={t(called.rings ? 'called.rings' : 'called.speaks', { name: called.by.name })}
        >
          {called.cases.length === 0
            ? t('called.noCase')
            : called.cases.map((number) => (
                <Link key={number} className="usa-link" to={`/cases/${number}`}>
                  {t('called.case', { number: spokenNumber(number) })}
                </Link>
              ))}
        </Alert>
      )}
    </div>
  );
}
