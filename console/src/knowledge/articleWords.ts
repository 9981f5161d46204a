import type { Schemas } from '../api/client';
import type { Language } from '../i18n';
import type { Article } from './articles';

/** What of an article is read to residents, in one language: what a proposal may change. */
export type ArticleWords = Schemas['ArticleWords'];
export const WORD_PARTS = ['question', 'answer_markdown', 'script'] as const;

/** A text that is only there in the other language is no beginning for this one. */
export const wordsOf = (article: Article, language: Language): ArticleWords =>
  article.language === language
    ? { question: article.question, answer_markdown: article.answer_markdown, script: article.script }
    : { question: '', answer_markdown: '', script: '' };

/** As they are sent: what is empty is none. */
export const sentWords = ({ script, ...words }: ArticleWords): Schemas['NewArticleWords'] => ({
  ...words,
  script: script.trim() ? script : null,
});

export const sameWords = (one: ArticleWords, other: ArticleWords) =>
  WORD_PARTS.every((part) => one[part] === other[part]);

/** What stands there once the change is accepted: what nobody wanted to change stays as it is by now. */
export const accepted = (
  { before, after }: { before: ArticleWords; after: ArticleWords },
  now: ArticleWords,
): ArticleWords => {
  const put = (part: (typeof WORD_PARTS)[number]) => (before[part] === after[part] ? now[part] : after[part]);
  return { question: put('question'), answer_markdown: put('answer_markdown'), script: put('script') };
};
