import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import { useSession } from '../session/session';
import { CasesByState, type CaseState } from './CasesByState';

type Team = Schemas['Measures']['teams'][number];

/** The cases that each team has now; each figure opens its cases, for who reads cases. */
export function TeamFigures({ teams }: Pick<Schemas['Measures'], 'teams'>) {
  const { t, i18n } = useTranslation('lists');
  const language = cityLanguage(i18n.language);
  const departments = useCatalogue().data?.departments ?? [];
  const readsCases = useSession().staff.role !== 'analyst';
  if (teams.length === 0) return null;
  const figure = (team: Team, state: CaseState) =>
    readsCases ? (
      <Link className="usa-link" to={`/cases?team=${team.id}&state=${state}`}>
        {team[state]}
      </Link>
    ) : (
      team[state]
    );
  const rows = teams.map((team) => ({
    key: team.id,
    head: (
      <>
        {team.name[language]}
        <span className="owed-row__due">
          {departments.find(({ id }) => id === team.department)?.name[language]}
        </span>
      </>
    ),
    open: figure(team, 'open'),
    resolved: figure(team, 'resolved'),
    closed: figure(team, 'closed'),
  }));
  return <CasesByState caption={t('teams.title')} by={t('teams.team')} rows={rows} />;
}
