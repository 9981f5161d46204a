import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue } from '../api/queries';
import { spokenNumber } from '../cases/spokenNumber';
import { Draft } from '../drafts/Draft';
import { useUnsent } from '../drafts/drafts';
import { Phone } from '../telephone/Phone';
import { ProblemAlert } from '../forms/ProblemAlert';
import { cityLanguage, LANGUAGES, type Language } from '../i18n';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { ArticleEditor } from './ArticleEditor';
import { MarkdownText } from './MarkdownText';
import { Proposals } from './Proposals';
import { ProposeChange } from './ProposeChange';
import {
  STATES,
  useArticle,
  useEditArticle,
  useKeeps,
  useMayEdit,
  useMayPublish,
  type Article,
  type ArticleState,
} from './articles';

/**
 * Where it stands between the first words and the operators' search, and the next step: of the text
 * that is saved, so that there is none while another is being written.
 */
function StateSteps({
  article,
  editing,
  isRewritten,
}: {
  article: Article;
  editing: boolean;
  /** Not what it was drafted as any more: the next step comes first. */
  isRewritten: boolean;
}) {
  const { t } = useTranslation('knowledge');
  const mayEdit = useMayEdit()(article);
  const edit = useEditArticle(article.id, () => undefined);
  const next = article.state === 'discarded' ? undefined : STATES[STATES.indexOf(article.state) + 1];
  const back = (['draft', 'discarded'] as const).filter((state) => state !== article.state);
  const mayPublish = useMayPublish();
  const mayAdvance = mayPublish || next !== 'published';
  const move = (state: ArticleState) => edit.mutate({ language: article.language, state });
  return (
    <div className="steps">
      <ol className="steps__list" aria-label={t('steps')}>
        {STATES.map((state) => (
          <li key={state} aria-current={state === article.state ? 'step' : undefined}>
            {t(`state.${state}`)}
          </li>
        ))}
      </ol>
      {article.state === 'discarded' && <p className="line__warning">{t('state.discarded')}</p>}
      {mayEdit && !editing && (
        <div className="choices">
          {next && mayAdvance && (
            <Button type="button" outline={!isRewritten} disabled={edit.isPending} onClick={() => move(next)}>
              {t(`move.${next}`)}
            </Button>
          )}
          {back.map((state) => (
            <Button key={state} type="button" outline disabled={edit.isPending} onClick={() => move(state)}>
              {t(`move.${state}`)}
            </Button>
          ))}
        </div>
      )}
      <ProblemAlert problem={edit.error} />
    </div>
  );
}

function ArticleText({ article }: { article: Article }) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      <h3>{t('answer')}</h3>
      <MarkdownText text={article.answer_markdown} lang={article.language} />
      {article.script && (
        <>
          <h3>{t('script')}</h3>
          <blockquote className="question" lang={article.language}>
            {article.script}
          </blockquote>
        </>
      )}
      {article.card && (
        <>
          <h3>{t('card')}</h3>
          <p className="detail__facts">
            <span>{article.card.name}</span>
            {article.card.role && <span>{article.card.role}</span>}
            <Phone number={article.card.phone} />
            {article.card.hours && <span>{article.card.hours}</span>}
          </p>
        </>
      )}
    </>
  );
}

function Facts({ article }: { article: Article }) {
  const { t, i18n } = useTranslation('knowledge');
  const language = cityLanguage(i18n.language);
  const time = useCityTime();
  const catalogue = useCatalogue().data;
  const department = catalogue?.departments.find(({ id }) => id === article.department);
  const services = catalogue?.services.filter(({ id }) => article.related_services.includes(id)) ?? [];
  return (
    <p className="detail__facts">
      {department && <span>{department.name[language]}</span>}
      {services.map((service) => (
        <span key={service.id} className="usa-tag notice__tag">
          {service.name[language]}
        </span>
      ))}
      {article.review_date && (
        <span className={article.review_due ? 'line__warning' : undefined}>
          {t(article.review_due ? 'reviewWas' : 'reviewOn', { date: time.day(article.review_date) })}
        </span>
      )}
      {article.from_case && (
        <Link className="usa-link" to={`/cases/${article.from_case}`}>
          {t('fromCaseNumber', { number: spokenNumber(article.from_case) })}
        </Link>
      )}
    </p>
  );
}

/** One article in one language, to read or to edit. */
export function ArticlePanel({ id }: { id: number }) {
  const { t, i18n } = useTranslation(['knowledge', 'words']);
  const [language, setLanguage] = useState<Language>(cityLanguage(i18n.language));
  const key = `article ${id} ${language}`;
  // What was begun here and not saved is gone on with.
  const begun = useUnsent().some((one) => one.key === key);
  const [wanted, setEditing] = useState(false);
  const [saved, setSaved] = useState<string>();
  const editing = wanted || begun;
  const article = useArticle(id, language);
  const mayEdit = useMayEdit();
  const keeps = useKeeps();
  return (
    <section className="pane detail" aria-labelledby="article-title">
      <div className="choices" role="group" aria-label={t('knowledge:language')}>
        {LANGUAGES.map((one) => (
          <Button
            key={one}
            type="button"
            outline={language !== one}
            aria-pressed={language === one}
            onClick={() => setLanguage(one)}
          >
            {t(`words:language.${one}`)}
          </Button>
        ))}
      </div>
      <Reading of={article}>
        {(one) => {
          const missing = one.language !== language;
          return (
            <>
              <h2 id="article-title" lang={one.language}>
                {one.question}
              </h2>
              <Facts article={one} />
              {one.from_case && one.state !== 'published' && (
                <p className="line__warning">{t('knowledge:checkPersonal')}</p>
              )}
              <StateSteps
                article={one}
                editing={editing}
                isRewritten={one.state !== 'draft' || saved === key}
              />
              {saved === key && !editing && one.state === 'draft' && (
                <p role="status">
                  <strong>{t('knowledge:saved')}</strong>
                </p>
              )}
              {missing && <p className="line__warning">{t('knowledge:missing')}</p>}
              {editing ? (
                <Draft
                  key={`${language} ${missing}`}
                  form={{
                    key,
                    label: t('knowledge:edited', { question: one.question }),
                    to: `/knowledge/${id}`,
                  }}
                >
                  <ArticleEditor
                    article={one}
                    language={language}
                    takesFocus={wanted}
                    onDone={(isSaved) => {
                      setEditing(false);
                      if (isSaved) setSaved(key);
                    }}
                  />
                </Draft>
              ) : (
                <>
                  {mayEdit(one) ? (
                    <Button
                      type="button"
                      outline={one.state !== 'draft' || saved === key}
                      onClick={() => setEditing(true)}
                    >
                      {t('knowledge:edit', { language: t(`words:language.${language}`) })}
                    </Button>
                  ) : (
                    keeps(one) && <p className="quiet">{t('knowledge:managerEdits')}</p>
                  )}
                  {one.state === 'published' && !mayEdit(one) && (
                    <ProposeChange article={one} at={`/knowledge/${id}`} />
                  )}
                  <Proposals article={one} />
                  <ArticleText article={one} />
                </>
              )}
            </>
          );
        }}
      </Reading>
    </section>
  );
}
