import type { Schemas } from '../api/client';
import { spokenPhone } from '../forms/phone';
import type { Language } from '../i18n';
import type { Article } from './articles';

/** An article in one language as it stands in the fields of its form. */
export interface ArticleDraft {
  question: string;
  answer: string;
  script: string;
  /** One a line. */
  synonyms: string;
  services: number[];
  department: string;
  review: string;
  card: Required<Schemas['Card']>;
}

/** A text that is only there in the other language is no beginning for this one. */
export function draftOf(article: Article, language: Language): ArticleDraft {
  const there = article.language === language;
  const { name = '', role = '', phone = '', hours = '' } = article.card ?? {};
  return {
    question: there ? article.question : '',
    answer: there ? article.answer_markdown : '',
    script: there ? article.script : '',
    synonyms: there ? article.synonyms.join('\n') : '',
    services: article.related_services,
    department: article.department ? String(article.department) : '',
    review: article.review_date ?? '',
    card: { name, role, phone: spokenPhone(phone), hours },
  };
}

export const hasCard = ({ card }: ArticleDraft) => Object.values(card).some((part) => part.trim());

/** What the draft makes of the article; what is empty is taken away. */
export function editOf(draft: ArticleDraft, language: Language): Schemas['EditArticle'] {
  return {
    language,
    question: draft.question,
    answer_markdown: draft.answer,
    script: draft.script.trim() ? draft.script : null,
    synonyms: draft.synonyms
      .split('\n')
      .map((word) => word.trim())
      .filter(Boolean),
    related_services: draft.services,
    review_date: draft.review || null,
    card: hasCard(draft) ? draft.card : null,
    ...(draft.department && { department: Number(draft.department) }),
  };
}
