import { Table } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { keptShare, useMeasures } from '../api/measures';
import { useSession } from '../session/session';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { AreaFigures } from './AreaFigures';
import { OutcomeTimes } from './OutcomeTimes';
import { TeamFigures } from './TeamFigures';

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
/** The figures whose cases can be listed. */
const STATES: readonly string[] = ['open', 'resolved', 'closed'];

type Name = (typeof PROMISES)[number] | (typeof CASES)[number];

function Rows({
  title,
  head,
  rows,
}: {
  title: string;
  head: [string, string];
  rows: { key: string | number; name: ReactNode; value: number }[];
}) {
  return (
    <section className="pane">
      <Table fullWidth compact bordered={false} caption={title} className="owed-table figures-table">
        <thead>
          <tr>
            <th scope="col">{head[0]}</th>
            <th scope="col" className="number">
              {head[1]}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, value }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Figures({
  title,
  names,
  of,
}: {
  title: string;
  names: readonly Name[];
  of: Partial<Record<Name, number>>;
}) {
  const { t } = useTranslation('lists');
  // Whoever reads figures only reads no cases.
  const readsCases = useSession().staff.role !== 'analyst';
  return (
    <Rows
      title={title}
      head={[t('measures.figure'), t('measures.number')]}
      rows={names.map((name) => ({
        key: name,
        name:
          readsCases && STATES.includes(name) ? (
            <Link className="usa-link" to={`/cases?state=${name}`}>
              {t(`measure.${name}`)}
            </Link>
          ) : (
            t(`measure.${name}`)
          ),
        value: of[name] ?? 0,
      }))}
    />
  );
}

function LateByOwner({ late }: { late: Schemas['Measures']['promises']['late_by_owner'] }) {
  const { t } = useTranslation('lists');
  const supervises = useSession().staff.role === 'supervisor';
  if (late.length === 0) return <p className="pane">{t('measures.nobodyLate')}</p>;
  return (
    <Rows
      title={t('measures.lateByOwner')}
      head={[t('measures.owner'), t('measures.late')]}
      rows={late.map(({ owner, late: value }) => ({
        key: owner.id,
        name: supervises ? (
          <Link className="usa-link" to={`/supervisor/owed?owner=${owner.id}`}>
            {owner.name}
          </Link>
        ) : (
          owner.name
        ),
        value,
      }))}
    />
  );
}

/** The figure that stands for all: of the promises whose time has come, those that were kept. */
function Headline({ of }: { of: Schemas['Measures']['promises'] }) {
  const { t, i18n } = useTranslation('lists');
  const { kept, all, share } = keptShare(of);
  const percent = new Intl.NumberFormat(i18n.language === 'fr' ? 'fr-CA' : 'en-CA', { style: 'percent' });
  return (
    <p className="figure figure--headline headline">
      <span className="figure__value">{share === null ? t('measures.none') : percent.format(share)}</span>{' '}
      <span className="figure__name">{t('measures.headline', { kept, all })}</span>
    </p>
  );
}

export default function MeasuresPage() {
  const { t } = useTranslation('lists');
  const measures = useMeasures();
  return (
    <div className="sheet">
      <Page title={t('measures.title')}>
        <Reading of={measures}>
          {({ promises, cases, teams }) => (
            <>
              <Headline of={promises} />
              <div className="columns columns--panes">
                <Figures title={t('measures.promises')} names={PROMISES} of={promises} />
                <div>
                  <Figures title={t('measures.cases')} names={CASES} of={cases} />
                  <LateByOwner late={promises.late_by_owner} />
                  <TeamFigures teams={teams} />
                </div>
              </div>
            </>
          )}
        </Reading>
        <OutcomeTimes />
        <AreaFigures />
      </Page>
    </div>
  );
}
