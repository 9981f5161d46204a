import { useQuery } from '@tanstack/react-query';
import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';

const PROMISES = [
  'kept',
  'kept_as_moved',
  'unreached',
  'broken',
  'broken_by_outage',
  'mended',
  'on_staff_word',
  'live',
  'due_next_hour',
] as const;
const CASES = ['open', 'resolved', 'closed', 'first_contact', 'reopened', 'repeat_contacts'] as const;

type Name = (typeof PROMISES)[number] | (typeof CASES)[number];

function Figures({
  caption,
  names,
  of,
}: {
  caption: string;
  names: readonly Name[];
  of: Partial<Record<Name, number>>;
}) {
  const { t } = useTranslation('lists');
  return (
    <Table fullWidth compact caption={caption}>
      <thead>
        <tr>
          <th scope="col">{t('measures.figure')}</th>
          <th scope="col" className="number">
            {t('measures.number')}
          </th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`measure.${name}`)}</th>
            <td className="number">{of[name] ?? 0}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function LateByOwner({ late }: { late: Schemas['Measures']['promises']['late_by_owner'] }) {
  const { t } = useTranslation('lists');
  if (late.length === 0) return <p>{t('measures.nobodyLate')}</p>;
  return (
    <Table fullWidth compact caption={t('measures.lateByOwner')}>
      <thead>
        <tr>
          <th scope="col">{t('measures.owner')}</th>
          <th scope="col" className="number">
            {t('measures.late')}
          </th>
        </tr>
      </thead>
      <tbody>
        {late.map(({ owner, late: count }) => (
          <tr key={owner.id}>
            <th scope="row">{owner.name}</th>
            <td className="number">{count}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export default function MeasuresPage() {
  const { t } = useTranslation('lists');
  const measures = useQuery({
    queryKey: [TOPICS.measures],
    queryFn: () => bodyOf(api.GET('/api/v1/measures')),
  });
  return (
    <div className="sheet">
      <Page title={t('measures.title')}>
        <Reading of={measures}>
          {({ promises, cases }) => (
            <div className="columns">
              <Figures caption={t('measures.promises')} names={PROMISES} of={promises} />
              <div>
                <Figures caption={t('measures.cases')} names={CASES} of={cases} />
                <LateByOwner late={promises.late_by_owner} />
              </div>
            </div>
          )}
        </Reading>
      </Page>
    </div>
  );
}
