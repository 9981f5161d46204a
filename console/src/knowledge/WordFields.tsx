import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { LinesField, TextField } from '../forms/fields';
import type { Language } from '../i18n';
import { WORD_PARTS, type ArticleWords } from './articleWords';

/** Question, answer and script of one language, to write. */
export function WordFields({
  words,
  onChange,
  language,
  problem,
}: {
  words: ArticleWords;
  onChange: (words: ArticleWords) => void;
  language: Language;
  problem: Problem | null;
}) {
  const { t } = useTranslation('knowledge');
  const [question, answer, script] = WORD_PARTS.map((part) => ({
    value: words[part],
    onChange: (text: string) => onChange({ ...words, [part]: text }),
    problem,
    pointer: `/texts/${language}/${part}`,
  }));
  return (
    <>
      <TextField label={t('question')} {...question!} required />
      <LinesField label={t('answerMarkdown')} hint={t('markdownHint')} rows={8} {...answer!} required />
      <LinesField label={t('script')} hint={t('scriptHint')} rows={4} {...script!} />
    </>
  );
}
