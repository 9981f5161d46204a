import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { spokenNumber } from '../cases/spokenNumber';
import { cityLanguage } from '../i18n';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { ArticlePanel } from './ArticlePanel';
import {
  FILTERS,
  found,
  missingLanguages,
  useArticles,
  useMayEdit,
  useProposals,
  type Article,
  type Filter,
} from './articles';
import { GapList } from './GapList';

function ArticleLine({
  article,
  chosen,
  proposed,
}: {
  article: Article;
  chosen: boolean;
  /** How many changes of it somebody has proposed. */
  proposed: number;
}) {
  const { t } = useTranslation('knowledge');
  return (
    <li className="line">
      <Link className="line__link" to={`/knowledge/${article.id}`} aria-current={chosen ? 'true' : undefined}>
        <span className="line__what" lang={article.language}>
          {article.question}
        </span>
        <span className="line__facts">
          {t(`state.${article.state}`)}
          {article.review_due && <strong className="line__warning"> · {t('reviewDue')}</strong>}
          {proposed > 0 && (
            <strong className="line__warning"> · {t('proposals.count', { count: proposed })}</strong>
          )}
          {missingLanguages(article).map((language) => (
            <strong key={language} className="line__warning">
              {' '}
              · {t(`missingIn.${language}`)}
            </strong>
          ))}
        </span>
      </Link>
      {article.from_case && (
        <Link className="usa-link line__more" to={`/cases/${article.from_case}`}>
          {t('fromCase', { number: spokenNumber(article.from_case) })}
        </Link>
      )}
    </li>
  );
}

function ArticleList({ articles, chosen }: { articles: Article[]; chosen: number }) {
  const { t } = useTranslation('knowledge');
  const [words, setWords] = useState('');
  const mayEdit = useMayEdit();
  const editsSome = articles.some(mayEdit);
  // Whoever edits opens on what there is to do, until they type: then they look for something.
  const [asked, setFilter] = useState<Filter>();
  const filter = asked ?? (editsSome && !words.trim() ? 'todo' : 'all');
  const proposals = useProposals().data ?? [];
  const those = (one: Filter) =>
    found(one === 'todo' ? articles.filter(mayEdit) : articles, words, one, proposals);
  const shown = those(filter);
  return (
    <>
      <div role="search" className="usa-form-group">
        <label className="usa-label" htmlFor="article-words">
          {t('search')}
        </label>
        <input
          id="article-words"
          className="usa-input"
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <div className="choices choices--small" role="group" aria-label={t('filter')}>
        {FILTERS.filter((one) => editsSome || one !== 'todo').map((one) => {
          const count = those(one).length;
          return (
            <Button
              key={one}
              type="button"
              outline={filter !== one}
              aria-pressed={filter === one}
              onClick={() => setFilter(one)}
            >
              {t('filterAndCount', { name: t(`filters.${one}`), count })}
            </Button>
          );
        })}
      </div>
      <p className="quiet" role="status">
        {filter === 'todo' && shown.length === 0
          ? t('nothingToDo')
          : t('foundCount', { count: shown.length })}
      </p>
      <ol className="usa-list usa-list--unstyled">
        {shown.map((article) => (
          <ArticleLine
            key={article.id}
            article={article}
            chosen={article.id === chosen}
            proposed={proposals.filter((one) => one.article === article.id).length}
          />
        ))}
      </ol>
    </>
  );
}

/** What the city knows: read it, write it, and see what is asked in vain. */
export default function KnowledgePage() {
  const { t, i18n } = useTranslation('knowledge');
  const articles = useArticles(cityLanguage(i18n.language));
  const { '*': rest = '' } = useParams();
  const gaps = rest === 'gaps';
  const chosen = gaps ? 0 : Number(rest) || 0;
  return (
    <Page title={t('title')} hidden>
      <div className={rest ? 'board board--chosen' : 'board'}>
        <div className="board__list">
          <section className="pane" aria-labelledby="articles-title">
            <div className="pane__head">
              <h2 id="articles-title">{t('articles')}</h2>
              <Link className="usa-link" to="/knowledge/gaps" aria-current={gaps ? 'page' : undefined}>
                {t('gaps.link')}
              </Link>
            </div>
            <Reading of={articles}>{(all) => <ArticleList articles={all} chosen={chosen} />}</Reading>
          </section>
        </div>
        <div className="board__detail">
          {rest && (
            <Link className="usa-link board__back" to="/knowledge">
              {t('back')}
            </Link>
          )}
          {gaps && <GapList />}
          {chosen > 0 && <ArticlePanel key={chosen} id={chosen} />}
          {!rest && (
            <section className="pane pane--empty">
              <p>{t('choose')}</p>
            </section>
          )}
        </div>
      </div>
    </Page>
  );
}
