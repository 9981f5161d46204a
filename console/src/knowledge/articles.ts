import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { LANGUAGES, type Language } from '../i18n';
import { useSession } from '../session/session';

export type Article = Schemas['Article'];
export type ArticleState = Article['state'];
export type Gap = Schemas['Gap'];
export type Proposal = Schemas['Proposal'];

/** From the first words to what every operator finds. What is set aside stands beside them. */
export const STATES: ArticleState[] = ['draft', 'review', 'published'];

export const FILTERS = [
  'todo',
  'all',
  'draft',
  'review',
  'proposed',
  'published',
  'due',
  'discarded',
] as const;
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

/** Changes of answers that nobody has decided on yet. */
export function useProposals() {
  return useQuery({
    queryKey: [TOPICS.proposals],
    queryFn: () => bodyOf(api.GET('/api/v1/proposals')).then(({ proposals }) => proposals),
  });
}

/** Proposes other words for an answer. */
export function usePropose(article: number, onDone: () => void) {
  const queries = useQueryClient();
  return useSubmission(
    (body: Schemas['ProposeChange'], key) =>
      bodyOf(
        api.POST('/api/v1/articles/{article}/proposals', {
          params: { path: { article } },
          body,
          headers: keyed(key),
        }),
      ),
    {
      onDone: () => {
        void queries.invalidateQueries({ queryKey: [TOPICS.proposals] });
        onDone();
      },
      onRefused: () => void queries.invalidateQueries({ queryKey: [TOPICS.articles, article] }),
    },
  );
}

export type Decision =
  { kind: 'accept'; body: Schemas['AcceptChange'] } | { kind: 'decline'; body: Schemas['DeclineChange'] };

/** Takes a proposed change over, or lets the answer stay as it is. */
export function useDecide(proposal: number) {
  const queries = useQueryClient();
  const stale = () => {
    for (const topic of [TOPICS.proposals, TOPICS.articles]) {
      void queries.invalidateQueries({ queryKey: [topic] });
    }
  };
  const path = { params: { path: { proposal } } };
  return useSubmission(
    ({ kind, body }: Decision, key) =>
      bodyOf(
        kind === 'accept'
          ? api.POST('/api/v1/proposals/{proposal}/accept', { ...path, body, headers: keyed(key) })
          : api.POST('/api/v1/proposals/{proposal}/decline', { ...path, body, headers: keyed(key) }),
      ),
    { onDone: stale, onRefused: stale },
  );
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

/** Of which somebody has proposed a change. */
const isProposed = ({ id }: Article, proposals: Proposal[]) =>
  proposals.some(({ article }) => article === id);

/** Drafts from cases stand first: somebody asked for each of them. */
const urgency = (article: Article, proposals: Proposal[]) => {
  const { state, from_case: from, review_due: due } = article;
  if (state === 'discarded') return 6;
  if (state === 'draft') return from ? 0 : 1;
  if (state === 'review' || isProposed(article, proposals)) return 2;
  return due ? 3 : missingLanguages(article).length > 0 ? 4 : 5;
};

/** Waits for somebody who edits: words to write, to look at, to look at again, or in another language. */
const isToDo = (article: Article, proposals: Proposal[]) =>
  isProposed(article, proposals) ||
  article.state === 'draft' ||
  article.state === 'review' ||
  (article.state === 'published' && (article.review_due || missingLanguages(article).length > 0));

function fits(article: Article, filter: Filter, proposals: Proposal[]) {
  const { state, review_due: due } = article;
  if (filter === 'todo') return isToDo(article, proposals);
  if (filter === 'proposed') return isProposed(article, proposals);
  if (filter === 'all') return state !== 'discarded';
  if (filter === 'due') return due && state !== 'discarded';
  return state === filter;
}

export function found(articles: Article[], words: string, filter: Filter, proposals: Proposal[] = []) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return articles
    .filter((article) => {
      if (!fits(article, filter, proposals)) return false;
      const text = folded(`${article.question} ${article.answer_markdown} ${article.script}`);
      return wanted.every((word) => text.includes(word));
    })
    .sort(
      (one, other) =>
        urgency(one, proposals) - urgency(other, proposals) || one.question.localeCompare(other.question),
    );
}
