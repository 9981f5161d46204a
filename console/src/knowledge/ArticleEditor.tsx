import { Button, ButtonGroup, Form } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { DateField, LinesField, TextField } from '../forms/fields';
import type { Language } from '../i18n';
import { MarkdownText } from './MarkdownText';
import { useEditArticle, type Article } from './articles';

interface Props {
  article: Article;
  language: Language;
  onDone: () => void;
}

/** Writes one language of an article; the answer is shown beside its Markdown as it is typed. */
export function ArticleEditor({ article, language, onDone }: Props) {
  const { t } = useTranslation('knowledge');
  // A text that is only there in the other language is no beginning for this one.
  const there = article.language === language;
  const [question, setQuestion] = useState(there ? article.question : '');
  const [answer, setAnswer] = useState(there ? article.answer_markdown : '');
  const [script, setScript] = useState(there ? article.script : '');
  const [review, setReview] = useState(article.review_date ?? '');
  // It may be read again while somebody writes: what counts is what they began with.
  const [seen] = useState(article.version);
  const edit = useEditArticle(article.id, onDone);
  return (
    <Form
      className="form form--wide"
      onSubmit={(event) => {
        event.preventDefault();
        edit.mutate({
          language,
          expected_version: seen,
          question,
          answer_markdown: answer,
          ...(script ? { script } : {}),
          ...(review ? { review_date: review } : {}),
        });
      }}
    >
      <ProblemAlert problem={edit.error} />
      <TextField
        label={t('question')}
        value={question}
        onChange={setQuestion}
        problem={edit.error}
        pointer="/question"
        required
      />
      <div className="editor">
        <LinesField
          label={t('answerMarkdown')}
          hint={t('markdownHint')}
          rows={10}
          value={answer}
          onChange={setAnswer}
          problem={edit.error}
          pointer="/answer_markdown"
          required
        />
        <section className="editor__preview" aria-labelledby="preview-title">
          <h3 id="preview-title">{t('preview')}</h3>
          <MarkdownText text={answer} lang={language} />
        </section>
      </div>
      <LinesField
        label={t('script')}
        hint={t('scriptHint')}
        rows={3}
        value={script}
        onChange={setScript}
        problem={edit.error}
        pointer="/script"
      />
      <DateField
        label={t('reviewDate')}
        value={review}
        onChange={setReview}
        problem={edit.error}
        pointer="/review_date"
      />
      <ButtonGroup>
        <Button type="submit" disabled={edit.isPending}>
          {edit.isPending ? t('saving') : t('save')}
        </Button>
        <Button type="button" unstyled onClick={onDone}>
          {t('cancel')}
        </Button>
      </ButtonGroup>
    </Form>
  );
}
