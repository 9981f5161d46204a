import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import { usePresence } from '../people/presence';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';

export default function PeoplePage() {
  const { t, i18n } = useTranslation(['lists', 'words']);
  const language = cityLanguage(i18n.language);
  const presence = usePresence();
  const catalogue = useCatalogue();
  return (
    <div className="sheet">
      <Page title={t('lists:people.title')}>
        <Reading of={catalogue}>
          {({ staff, departments }) => (
            <div className="pane">
              <Table
                fullWidth
                bordered={false}
                stackedStyle="default"
                className="owed-table"
                caption={t('lists:people.caption')}
              >
                <thead>
                  <tr>
                    <th scope="col">{t('lists:people.name')}</th>
                    <th scope="col">{t('lists:people.role')}</th>
                    <th scope="col">{t('lists:people.department')}</th>
                    <th scope="col">{t('lists:people.now')}</th>
                  </tr>
                </thead>
                <tbody>
                  {staff.map((person) => (
                    <tr key={person.id}>
                      <th scope="row">{person.name}</th>
                      <td>{t(`words:role.${person.role}`)}</td>
                      <td>
                        {departments.find(({ id }) => id === person.department)?.name[language] ??
                          t('lists:people.none')}
                      </td>
                      <td>{presence(person)}</td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </div>
          )}
        </Reading>
      </Page>
    </div>
  );
}
