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

export type RecordRef = Schemas['RecordRef'];

/** A record of the system before that may be the same: the request can become its live case. */
function RecordLine({
  record,
  adopts,
  onAdopt,
}: {
  record: Schemas['NearbyRecord'];
  adopts: RecordRef | undefined;
  onAdopt: (record: RecordRef | undefined) => void;
}) {
  const { t } = useTranslation('operator');
  const time = useCityTime();
  const { source, number, metres, place } = record;
  const isAdopted = adopts?.source === source && adopts.number === number;
  const since = time.at(record.opened_at);
  return (
    <li className="case-line">
      <Link
        className="usa-link"
        to={`/desk/historic/${encodeURIComponent(source)}/${encodeURIComponent(number)}`}
      >
        {t('nearby.record', { number })}
      </Link>
      <span className="case-line__facts">
        {metres === 0 ? t('nearby.here', { since }) : t('nearby.facts', { metres, since })}
        {place && ` ${place}`}
      </span>
      {isAdopted && (
        <span className="case-line__facts" role="status">
          {t('nearby.adopting', { number })}
        </span>
      )}
      <Button
        type="button"
        outline
        aria-label={isAdopted ? undefined : t('nearby.adoptThis', { number })}
        onClick={() => onAdopt(isAdopted ? undefined : { source, number })}
      >
        {isAdopted ? t('nearby.notTheSame') : t('nearby.adopt')}
      </Button>
    </li>
  );
}

/**
 * Open requests that may be the same; the caller can be added to one, and no second case is made. Of the
 * system before they have no case: the request becomes that.
 */
export function Nearby({
  service,
  point,
  call,
  adopts,
  onAdopt,
}: {
  service: number;
  point: Schemas['Point'] | undefined;
  call: Interaction;
  adopts: RecordRef | undefined;
  onAdopt: (record: RecordRef | undefined) => void;
}) {
  const { t } = useTranslation('operator');
  const time = useCityTime();
  const navigate = useNavigate();
  const { tellDone } = useDesk();
  const { cases, records } = useNearby(service, point).data ?? { cases: [], records: [] };
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
  const count = cases.length + records.length;
  if (!point || count === 0) return null;
  return (
    <section aria-labelledby="nearby-title" className="nearby">
      <h2 id="nearby-title">{t('nearby.title', { count })}</h2>
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
        {records.map((record) => (
          <RecordLine
            key={`${record.source} ${record.number}`}
            record={record}
            adopts={adopts}
            onAdopt={onAdopt}
          />
        ))}
      </ul>
    </section>
  );
}
