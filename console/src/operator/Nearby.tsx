import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useSubmission } from '../api/useSubmission';
import { recorded } from '../cases/recorded';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useCityTime } from '../time/cityTime';
import type { Interaction } from './call';
import { useDesk } from './desk';
import { useNearby } from './places';

/** Open requests that may be the same; the caller can be added to one, and no second case is made. */
export function Nearby({
  service,
  point,
  call,
}: {
  service: number;
  point: Schemas['Point'] | undefined;
  call: Interaction;
}) {
  const { t } = useTranslation('operator');
  const time = useCityTime();
  const navigate = useNavigate();
  const { tellDone } = useDesk();
  const cases = useNearby(service, point).data?.cases ?? [];
  const follow = useSubmission(
    (number: string, key) =>
      bodyOf(
        api.POST('/api/v1/cases/{number}/followers', {
          params: { path: { number } },
          body: { interaction: call.id },
          headers: keyed(key),
        }),
      ),
    {
      onDone: (one) => {
        tellDone('request_taken');
        void navigate(`/cases/${one.number}`, recorded('follow'));
      },
    },
  );
  if (!point || cases.length === 0) return null;
  return (
    <section aria-labelledby="nearby-title" className="nearby">
      <h2 id="nearby-title">{t('nearby.title', { count: cases.length })}</h2>
      <ProblemAlert problem={follow.error} />
      <ul className="usa-list usa-list--unstyled case-lines">
        {cases.map((one) => (
          <li key={one.number} className="case-line">
            <Link className="usa-link" to={`/cases/${one.number}`}>
              {one.summary}
            </Link>
            <span className="case-line__facts">
              {one.metres === 0
                ? t('nearby.here', { since: time.at(one.opened_at) })
                : t('nearby.facts', { metres: one.metres, since: time.at(one.opened_at) })}
              {one.place && ` ${one.place}`}
            </span>
            {call.contact ? (
              <Button
                type="button"
                outline
                disabled={follow.isPending}
                aria-label={t('nearby.joinThis', { number: one.spoken_number })}
                onClick={() => follow.mutate(one.number)}
              >
                {t('nearby.join')}
              </Button>
            ) : (
              <span className="case-line__facts">{t('nearby.nameFirst')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
