import { Tag } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import type { Finding } from './findings';
import { spokenPhone } from '../forms/phone';

/** One line of what was found: what it is, and enough to tell it from its neighbours. */
export function FindingLine({ item }: { item: Finding }) {
  const { t, i18n } = useTranslation(['operator', 'words']);
  const language = cityLanguage(i18n.language);
  const departments = useCatalogue().data?.departments;
  const department = (id: number | null) => departments?.find((one) => one.id === id)?.name[language];
  switch (item.group) {
    case 'answers':
      return (
        <>
          <span className="finding__name">{item.article.question}</span>
          {item.article.review_due && <Tag>{t('operator:article.reviewDue')}</Tag>}
          <span className="finding__more">{department(item.article.department)}</span>
        </>
      );
    case 'services':
      return (
        <>
          <span className="finding__name">{item.service.name[language]}</span>
          <span className="finding__more">{department(item.service.department)}</span>
        </>
      );
    case 'cases':
      return (
        <>
          <span className="finding__name">{item.one.summary}</span>
          <span className="finding__more">
            {t('operator:search.case', {
              number: item.one.spoken_number,
              state: t(`words:state.${item.one.state}`),
              name: item.one.contact?.name ?? t('operator:call.unknown'),
            })}
          </span>
        </>
      );
    case 'historic':
      return (
        <>
          <span className="finding__name">{item.record.service}</span>
          <Tag>{t('operator:historic.tag')}</Tag>
          <span className="finding__more">
            {[item.record.number, item.record.status, item.record.address].filter(Boolean).join(', ')}
          </span>
        </>
      );
    case 'people':
      return (
        <>
          <span className="finding__name">{item.contact.name ?? t('operator:caller.noName')}</span>
          <span className="finding__more">{item.contact.phones.map(spokenPhone).join(', ')}</span>
        </>
      );
    case 'otherwise':
      return <span className="finding__name">{t(`operator:search.${item.act}`, { words: item.text })}</span>;
  }
}
