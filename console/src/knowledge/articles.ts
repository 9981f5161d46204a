import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { LANGUAGES, type Language } from '../i18n';
import { useSession } from '../session/session';

export type Article = Schemas['Article'];
export type ArticleState = Article['state'];
export type Gap = Schemas['Gap'];

/** From the first words to what every operator finds. What is set aside stands beside them. */
export const STATES: ArticleState[] = ['draft', 'review', 'published'];

export const FILTERS = ['todo', 'all', 'draft', 'review', 'published', 'due', 'discarded'] as const;
export type Filter = (typeof FILTERS)[number];

/** Page after page: whoever edits searches and counts them all. */
async function allArticles(language: Language) {
  const all: Article[] = [];
  for (let after: number | null = 0; after !== null;) {
    const query = { language, after, limit: 500 };
    const page: { articles: Article[]; next: number | null } = await bodyOf(
      api.GET('/api/v1/articles', { params: { query } }),
    );
    all.push(...page.articles);
    after = page.next;
  }
  return all;
}

export function useArticles(language: Language) {
  return useQuery({
    queryKey: [TOPICS.articles, 'all', language],
    queryFn: () => allArticles(language),
  });
}

export function useArticle(article: number, language: Language) {
  return useQuery({
    queryKey: [TOPICS.articles, article, language],
    queryFn: () =>
      bodyOf(api.GET('/api/v1/articles/{article}', { params: { path: { article }, query: { language } } })),
  });
}

export function useGaps() {
  return useQuery({
    queryKey: [TOPICS.gaps],
    queryFn: () => bodyOf(api.GET('/api/v1/gaps')).then(({ gaps }) => gaps),
  });
}

export function useEditArticle(article: number, onDone: () => void) {
  const queries = useQueryClient();
  return useSubmission(
    (body: Schemas['EditArticle']) =>
      bodyOf(api.PATCH('/api/v1/articles/{article}', { params: { path: { article } }, body })),
    {
      onDone: () => {
        void queries.invalidateQueries({ queryKey: [TOPICS.articles] });
        onDone();
      },
      // Whoever was overtaken is shown what stands there now.
      onRefused: () => void queries.invalidateQueries({ queryKey: [TOPICS.articles, article] }),
    },
  );
}

/** Whose it is to change: departments keep their own answers, supervisors all. */
export function useKeeps() {
  const { staff } = useSession();
  const all = staff.role === 'supervisor' || staff.role === 'administrator';
  const own = staff.role === 'department_staff' || staff.role === 'department_manager';
  return (article: Article) => all || (own && article.department === staff.department);
}

/** The same, and what is published is changed only by who may publish. */
export function useMayEdit() {
  const keeps = useKeeps();
  const mayPublish = useMayPublish();
  return (article: Article) => keeps(article) && (mayPublish || article.state !== 'published');
}

/** Whether this person may publish and withdraw: staff of a department send to review instead. */
export function useMayPublish() {
  const { staff } = useSession();
  return staff.role !== 'department_staff';
}

/** The languages of the console that the article waits to be written in; nothing set aside waits. */
export const missingLanguages = ({ state, languages }: Article) =>
  state === 'discarded' ? [] : LANGUAGES.filter((one) => !languages.includes(one));

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Drafts from cases stand first: somebody asked for each of them. */
const urgency = (article: Article) => {
  const { state, from_case: from, review_due: due } = article;
  if (state === 'discarded') return 6;
  if (state === 'draft') return from ? 0 : 1;
  if (state === 'review') return 2;
  return due ? 3 : missingLanguages(article).length > 0 ? 4 : 5;
};

/** Waits for somebody who edits: words to write, to look at, to look at again, or in another language. */
const isToDo = (article: Article) =>
  article.state === 'draft' ||
  article.state === 'review' ||
  (article.state === 'published' && (article.review_due || missingLanguages(article).length > 0));

function fits(article: Article, filter: Filter) {
  const { state, review_due: due } = article;
  if (filter === 'todo') return isToDo(article);
  if (filter === 'all') return state !== 'discarded';
  if (filter === 'due') return due && state !== 'discarded';
  return state === filter;
}

export function found(articles: Article[], words: string, filter: Filter) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return articles
    .filter((article) => {
      if (!fits(article, filter)) return false;
      const text = folded(`${article.question} ${article.answer_markdown} ${article.script}`);
      return wanted.every((word) => text.includes(word));
    })
    .sort((one, other) => urgency(one) - urgency(other) || one.question.localeCompare(other.question));
}
