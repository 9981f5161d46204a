import { Tag } from '@trussworks/react-uswds';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useLayerName } from '../cases/areaText';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';

type Record = Schemas['HistoricRecord'];

function useFacts(one: Record): [string, string][] {
  const { t } = useTranslation('operator');
  const time = useCityTime();
  const layerName = useLayerName();
  const at = (instant: string | null) => (instant === null ? '' : time.at(instant));
  const state = t(one.open ? 'historic.open' : 'historic.closed');
  const isSame = one.status.toLowerCase() === state.toLowerCase();
  // The other system's own word, and what it comes to.
  const status = one.status && !isSame ? `${one.status} (${state})` : state;
  const facts: [string, string][] = [
    [t('historic.number'), one.number],
    [t('historic.status'), status],
    [t('historic.requested'), at(one.requested_at)],
    [t('historic.updated'), at(one.updated_at)],
    [t('historic.closedAt'), at(one.closed_at)],
    [t('historic.resolution'), one.resolution],
    [t('historic.address'), one.address],
    ...Object.entries(one.areas).map(([layer, name]): [string, string] => [layerName(layer), name]),
    [t('historic.department'), one.department],
    [t('historic.channel'), one.channel],
  ];
  return facts.filter(([, value]) => value !== '');
}

function Facts({ one }: { one: Record }) {
  const { t } = useTranslation('operator');
  const facts = useFacts(one);
  return (
    <>
      <p>{t(one.case ? 'historic.adopted' : 'historic.about', { source: one.source })}</p>
      <dl className="facts facts--wide">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {one.case && (
          <div>
            <dt>{t('historic.case')}</dt>
            <dd>
              <Link className="usa-link" to={`/cases/${one.case}`}>
                {one.case}
              </Link>
            </dd>
          </div>
        )}
        {one.parent && (
          <div>
            <dt>{t('historic.parent')}</dt>
            <dd>
              <Link
                className="usa-link"
                to={`/desk/historic/${encodeURIComponent(one.source)}/${encodeURIComponent(one.parent)}`}
              >
                {one.parent}
              </Link>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

/** A record of the system that the city had before. */
export default function HistoricPage() {
  const { t } = useTranslation('operator');
  const { source = '', number = '' } = useParams();
  const records = useQuery({
    queryKey: [TOPICS.historic, number],
    queryFn: () => bodyOf(api.GET('/api/v1/historic-records', { params: { query: { number } } })),
  });
  return (
    <div className="pane">
      <Reading of={records}>
        {(found) => {
          const one = found.records.find((record) => record.source === source);
          return (
            <Page key={number} title={one?.service ?? number} aside={<Tag>{t('historic.tag')}</Tag>}>
              {one ? <Facts one={one} /> : <p className="empty">{t('historic.none')}</p>}
            </Page>
          );
        }}
      </Reading>
    </div>
  );
}
