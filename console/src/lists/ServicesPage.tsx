import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';

export default function ServicesPage() {
  const { t, i18n } = useTranslation(['lists', 'words']);
  const language = cityLanguage(i18n.language);
  const catalogue = useCatalogue();
  return (
    <div className="sheet">
      <Page title={t('lists:services.title')}>
        <Reading of={catalogue}>
          {({ services, departments }) => (
            <div className="pane">
              <Table
                fullWidth
                bordered={false}
                stackedStyle="default"
                className="owed-table"
                caption={t('lists:services.caption')}
              >
                <thead>
                  <tr>
                    <th scope="col">{t('lists:services.name')}</th>
                    <th scope="col">{t('lists:services.department')}</th>
                    <th scope="col">{t('lists:services.target')}</th>
                    <th scope="col">{t('lists:services.followUp')}</th>
                  </tr>
                </thead>
                <tbody>
                  {services.map((service) => (
                    <tr key={service.id}>
                      <th scope="row">{service.name[language]}</th>
                      <td>{departments.find(({ id }) => id === service.department)?.name[language]}</td>
                      <td>{t('lists:target', { count: service.target_hours })}</td>
                      <td>{t(`words:followUp.${service.follow_up}`)}</td>
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
