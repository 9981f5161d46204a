import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useLanguages } from '../telephone/languages';
import { useInterpreters } from '../telephone/wall';

/** What interpreters are to be paid for since a day, by language; nothing where none came. */
export function InterpretersTable({ from }: { from: string }) {
  const { t } = useTranslation('supervisor');
  const { nameOf } = useLanguages();
  const interpreters = useInterpreters(from).data ?? [];
  if (interpreters.length === 0) return null;
  return (
    <div className="pane">
      <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
        <caption>{t('telephone.interpreters')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('telephone.language')}</th>
            <th scope="col">{t('telephone.interpretersCame')}</th>
            <th scope="col">{t('telephone.minutesBegun')}</th>
          </tr>
        </thead>
        <tbody>
          {interpreters.map(({ language, answered, minutes }) => (
            <tr key={language}>
              <th scope="row">{language ? nameOf(language) : t('telephone.languageNotNoted')}</th>
              <td data-label={t('telephone.interpretersCame')}>{answered}</td>
              <td data-label={t('telephone.minutesBegun')}>{minutes}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
