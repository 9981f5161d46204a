import { Alert, Button, ButtonGroup, Tag } from '@trussworks/react-uswds';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS, useCatalogue } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { CardFacts } from '../cases/CardFacts';
import { recorded } from '../cases/recorded';
import { ProblemAlert } from '../forms/ProblemAlert';
import { cityLanguage } from '../i18n';
import { ProposeChange } from '../knowledge/ProposeChange';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { spokenLanguage, useDesk } from './desk';
import { useNoteGap } from './gaps';

type Article = Schemas['Article'];

function Answered({ article }: { article: Article }) {
  const { t } = useTranslation('operator');
  const { call, words, tellDone } = useDesk();
  const navigate = useNavigate();
  const used = useSubmission(
    (body: Schemas['ArticleUsed'], key) =>
      bodyOf(
        api.POST('/api/v1/articles/{article}/used', {
          params: { path: { article: article.id } },
          body,
          headers: keyed(key),
        }),
      ),
    {
      onDone: (one) => {
        tellDone('answered');
        void navigate(`/cases/${one.number}`, recorded('answered'));
      },
    },
  );
  const gap = useNoteGap();
  const asked = words.trim() || article.question;
  return (
    <>
      <ProblemAlert problem={used.error ?? gap.error} />
      {!call && <p className="empty">{t('article.noCall')}</p>}
      <ButtonGroup>
        <Button
          type="button"
          disabled={!call || used.isPending}
          onClick={() =>
            call && used.mutate({ interaction: call.id, summary: asked, language: article.language })
          }
        >
          {t('article.answered')}
        </Button>
        <Button
          type="button"
          outline
          disabled={gap.isPending || gap.isSuccess}
          onClick={() =>
            gap.mutate({ query: asked.slice(0, 200), language: article.language, article: article.id })
          }
        >
          {t('article.notHelpful')}
        </Button>
      </ButtonGroup>
      <div role="status">
        {gap.isSuccess && (
          <p>
            {t('article.gapNoted')}{' '}
            <Link className="usa-link" to="/desk/ask">
              {t('article.ask')}
            </Link>
          </p>
        )}
      </div>
    </>
  );
}

function Related({ services }: { services: number[] }) {
  const { t, i18n } = useTranslation('operator');
  const catalogue = useCatalogue().data;
  const known = catalogue?.services.filter(({ id }) => services.includes(id)) ?? [];
  if (known.length === 0) return null;
  return (
    <>
      <h2>{t('article.services')}</h2>
      <ul className="usa-list">
        {known.map((service) => (
          <li key={service.id}>
            <Link className="usa-link" to={`/desk/services/${service.id}`}>
              {service.name[cityLanguage(i18n.language)]}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** An answer: first the words to read, then whom to refer to, then all of it. */
export default function ArticlePage() {
  const { t, i18n } = useTranslation('operator');
  const { article: id = '' } = useParams();
  const { call } = useDesk();
  const language = spokenLanguage(call, cityLanguage(i18n.language));
  const article = useQuery({
    queryKey: [TOPICS.articles, Number(id), language],
    queryFn: () =>
      bodyOf(
        api.GET('/api/v1/articles/{article}', {
          params: { path: { article: Number(id) }, query: { language } },
        }),
      ),
  });
  return (
    <div className="pane">
      <Reading of={article}>
        {(one) => (
          <Page
            key={one.id}
            title={one.question}
            aside={one.review_due ? <Tag>{t('article.reviewDue')}</Tag> : undefined}
          >
            <div className="say" lang={one.language}>
              <h2 lang={cityLanguage(i18n.language)}>{t('article.script')}</h2>
              <p>{one.script}</p>
            </div>
            {one.review_due && (
              <Alert type="warning" slim headingLevel="h2">
                {t('article.reviewDueText')}
              </Alert>
            )}
            <Answered article={one} />
            {one.card && <CardFacts card={one.card} />}
            <h2>{t('article.whole')}</h2>
            <div
              className="usa-prose"
              lang={one.language}
              dangerouslySetInnerHTML={{ __html: one.answer_html }}
            />
            <ProposeChange article={one} at={`/desk/articles/${one.id}`} />
            <Related services={one.related_services} />
          </Page>
        )}
      </Reading>
    </div>
  );
}
