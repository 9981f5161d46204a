import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useCatalogue, useObligations } from '../api/queries';
import { cityLanguage } from '../i18n';
import { usePresence, type Staff } from '../people/presence';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { PersonPanel } from './PersonPanel';

function PeopleTable({ staff, chosen }: { staff: Staff[]; chosen: number }) {
  const { t, i18n } = useTranslation(['supervisor', 'words']);
  const language = cityLanguage(i18n.language);
  const presence = usePresence();
  const departments = useCatalogue().data?.departments ?? [];
  const owed = useObligations('all').data?.obligations ?? [];
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="people-table">
      <caption className="usa-sr-only">{t('supervisor:part.people')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('supervisor:column.person')}</th>
          <th scope="col">{t('supervisor:column.department')}</th>
          <th scope="col">{t('supervisor:column.now')}</th>
          <th scope="col" className="number">
            {t('supervisor:column.owes')}
          </th>
        </tr>
      </thead>
      <tbody>
        {staff.map((person) => (
          <tr key={person.id} className={person.id === chosen ? 'chosen' : undefined}>
            <th scope="row">
              <Link
                className="usa-link"
                to={`?person=${person.id}`}
                aria-current={person.id === chosen ? 'true' : undefined}
              >
                {person.name}
              </Link>
              <span className="owed-row__due">{t(`words:role.${person.role}`)}</span>
            </th>
            <td>
              {departments.find(({ id }) => id === person.department)?.name[language] ?? t('supervisor:none')}
            </td>
            <td className={person.presence.state !== 'at_work' ? 'presence presence--away' : 'presence'}>
              {presence(person)}
            </td>
            <td className="number" data-label={t('supervisor:column.owes')}>
              {owed.filter(({ owner }) => owner.id === person.id).length}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Who is in and who is away; an absence for somebody; an account that ends. */
export function PeoplePart() {
  const { t } = useTranslation('supervisor');
  const catalogue = useCatalogue();
  const [search] = useSearchParams();
  const chosen = Number(search.get('person') ?? 0);
  return (
    <Page title={t('part.people')}>
      <Reading of={catalogue}>
        {({ staff }) => {
          const person = staff.find(({ id }) => id === chosen);
          return (
            <div className="beside">
              <div className="pane">
                <PeopleTable staff={staff} chosen={chosen} />
              </div>
              {person ? (
                <PersonPanel key={person.id} person={person} />
              ) : (
                <section className="pane pane--empty">
                  <p>{t('choosePerson')}</p>
                </section>
              )}
            </div>
          );
        }}
      </Reading>
    </Page>
  );
}
