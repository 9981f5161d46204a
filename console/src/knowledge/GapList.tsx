import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cityLanguage, type Language } from '../i18n';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { useArticles, useGaps, type Gap } from './articles';

function GapRow({ gap }: { gap: Gap }) {
  const { t, i18n } = useTranslation(['knowledge', 'words']);
  const time = useCityTime();
  const articles = useArticles(cityLanguage(i18n.language)).data;
  const article = articles?.find(({ id }) => id === gap.article);
  return (
    <tr>
      <th scope="row" lang={gap.language}>
        {gap.query}
      </th>
      <td>{gap.language && t(`words:language.${gap.language as Language}`)}</td>
      <td>
        {gap.answered_by ? (
          <Link className="usa-link" to={`/knowledge/${gap.answered_by.id}`}>
            {t('knowledge:gaps.answered', { question: gap.answered_by.question })}
          </Link>
        ) : article ? (
          <Link className="usa-link" to={`/knowledge/${article.id}`}>
            {t('knowledge:gaps.notHelpful', { question: article.question })}
          </Link>
        ) : (
          t('knowledge:gaps.foundNothing')
        )}
      </td>
      <td className="number">{gap.count}</td>
      <td>{time.at(gap.last_at)}</td>
    </tr>
  );
}

/** What can be found by now stands last. */
const urgency = ({ answered_by: answer }: Gap) => (answer ? 1 : 0);

/** What was asked in vain: searches that found nothing, answers that did not help. */
export function GapList() {
  const { t } = useTranslation('knowledge');
  const gaps = useGaps();
  return (
    <section className="pane" aria-labelledby="gaps-title">
      <h2 id="gaps-title">{t('gaps.title')}</h2>
      <p className="quiet">{t('gaps.intro')}</p>
      <Reading of={gaps}>
        {(all) =>
          all.length === 0 ? (
            <p>{t('gaps.nothing')}</p>
          ) : (
            <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
              <caption className="usa-sr-only">{t('gaps.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('gaps.words')}</th>
                  <th scope="col">{t('language')}</th>
                  <th scope="col">{t('gaps.why')}</th>
                  <th scope="col" className="number">
                    {t('gaps.count')}
                  </th>
                  <th scope="col">{t('gaps.last')}</th>
                </tr>
              </thead>
              <tbody>
                {[...all]
                  .sort((one, other) => urgency(one) - urgency(other) || other.count - one.count)
                  .map((gap) => (
                    <GapRow key={gap.id} gap={gap} />
                  ))}
              </tbody>
            </Table>
          )
        }
      </Reading>
    </section>
  );
}
