import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import { useSession } from '../session/session';

const STATES = ['open', 'resolved', 'closed'] as const;

/** The cases that each team has now; each figure opens its cases, for who reads cases. */
export function TeamFigures({ teams }: Pick<Schemas['Measures'], 'teams'>) {
  const { t, i18n } = useTranslation('lists');
  const language = cityLanguage(i18n.language);
  const departments = useCatalogue().data?.departments ?? [];
  const readsCases = useSession().staff.role !== 'analyst';
  if (teams.length === 0) return null;
  return (
    <section className="pane">
      <Table fullWidth compact bordered={false} caption={t('teams.title')} className="areas-table">
        <thead>
          <tr>
            <th scope="col">{t('teams.team')}</th>
            {STATES.map((state) => (
              <th key={state} scope="col" className="number">
                {t(`measure.${state}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.id}>
              <th scope="row">
                {team.name[language]}
                <span className="owed-row__due">
                  {departments.find(({ id }) => id === team.department)?.name[language]}
                </span>
              </th>
              {STATES.map((state) => (
                <td key={state} className="number">
                  {readsCases ? (
                    <Link className="usa-link" to={`/cases?team=${team.id}&state=${state}`}>
                      {team[state]}
                    </Link>
                  ) : (
                    team[state]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
