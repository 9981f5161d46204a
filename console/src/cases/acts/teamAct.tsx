import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useKept } from '../../drafts/drafts';
import { useCatalogue } from '../../api/queries';
import { SelectField } from '../../forms/fields';
import { cityLanguage } from '../../i18n';
import { ActForm, seen, useAct, type ActProps, type Case } from './act';

export type Team = Schemas['Team'];

/** The teams of the department that has the case. */
export function useTeams(one: Case): Team[] {
  const departments = useCatalogue().data?.departments;
  return departments?.find(({ id }) => id === one.department)?.teams ?? [];
}

/** Within the department that has it: the team's lead owes it from then on. */
export function GiveToTeam(props: ActProps) {
  const { t, i18n } = useTranslation('case');
  const { one, onCancel } = props;
  const teams = useTeams(one).filter(({ id }) => id !== one.team);
  const [team, setTeam] = useKept('team', '');
  const chosen = teams.find(({ id }) => String(id) === team);
  const act = useAct(props, '/api/v1/cases/{number}/team', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('act.team')}
      submit={t('team.submit')}
      onCancel={onCancel}
      onSubmit={() => act.mutate({ team: Number(team), ...seen(one) })}
    >
      <SelectField
        label={t('team.which')}
        empty={t('act.choose')}
        value={team}
        onChange={setTeam}
        options={teams.map(({ id, name }) => ({
          value: String(id),
          text: name[cityLanguage(i18n.language)],
        }))}
        required
      />
      {chosen && <p>{t('team.lead', { name: chosen.lead.name })}</p>}
    </ActForm>
  );
}
