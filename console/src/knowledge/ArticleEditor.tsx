import { Button, ButtonGroup, Fieldset } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { DepartmentField } from '../forms/DepartmentField';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { ServicePicker } from '../forms/ServicePicker';
import { DateField, LinesField, TextField } from '../forms/fields';
import type { Language } from '../i18n';
import { Differences } from './Differences';
import { MarkdownText } from './MarkdownText';
import { draftOf, editOf, hasCard, type ArticleDraft } from './articleDraft';
import { useEditArticle, type Article } from './articles';

interface Fields {
  draft: ArticleDraft;
  set: (part: Partial<ArticleDraft>) => void;
  problem: Problem | null;
}

/** The answer, beside it how it is read, and what operators say. */
function TextFields({ draft, set, problem, language }: Fields & { language: Language }) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      <TextField
        label={t('question')}
        value={draft.question}
        onChange={(question) => set({ question })}
        problem={problem}
        pointer="/question"
        required
      />
      <div className="editor">
        <LinesField
          label={t('answerMarkdown')}
          hint={t('markdownHint')}
          rows={10}
          value={draft.answer}
          onChange={(answer) => set({ answer })}
          problem={problem}
          pointer="/answer_markdown"
          required
        />
        <section className="editor__preview" aria-labelledby="preview-title">
          <h3 id="preview-title">{t('preview')}</h3>
          <MarkdownText text={draft.answer} lang={language} />
        </section>
      </div>
      <LinesField
        label={t('script')}
        hint={t('scriptHint')}
        value={draft.script}
        onChange={(script) => set({ script })}
        problem={problem}
        pointer="/script"
      />
      <LinesField
        label={t('synonyms')}
        hint={t('synonymsHint')}
        rows={5}
        value={draft.synonyms}
        onChange={(synonyms) => set({ synonyms })}
        problem={problem}
        pointer="/synonyms"
      />
    </>
  );
}

const CARD_PARTS = ['name', 'role', 'phone', 'hours'] as const;

function CardFields({ draft, set, problem }: Fields) {
  const { t } = useTranslation('knowledge');
  return (
    <Fieldset legend={t('card')}>
      <div className="usa-hint">{t('cardHint')}</div>
      <div className="fields">
        {CARD_PARTS.map((part) => (
          <TextField
            key={part}
            label={t(`cardPart.${part}`)}
            type={part === 'phone' ? 'tel' : 'text'}
            value={draft.card[part]}
            onChange={(value) => set({ card: { ...draft.card, [part]: value } })}
            problem={problem}
            pointer={`/card/${part}`}
            required={hasCard(draft) && (part === 'name' || part === 'phone')}
          />
        ))}
      </div>
    </Fieldset>
  );
}

/** Whose it is, what it is about, and when it is looked at again. */
function PlaceFields({ draft, set, problem }: Fields) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      <ServicePicker
        legend={t('services')}
        chosen={draft.services}
        onChange={(services) => set({ services })}
      />
      <div className="fields">
        <DepartmentField
          label={t('department')}
          value={draft.department}
          onChange={(department) => set({ department })}
        />
        <DateField
          label={t('reviewDate')}
          hint={t('reviewHint')}
          value={draft.review}
          onChange={(review) => set({ review })}
          problem={problem}
          pointer="/review_date"
        />
      </div>
    </>
  );
}

interface Props {
  article: Article;
  language: Language;
  onDone: () => void;
}

/** Writes one language of an article, and what it is in every language. */
export function ArticleEditor({ article, language, onDone }: Props) {
  const { t } = useTranslation('knowledge');
  const [draft, setDraft] = useState(() => draftOf(article, language));
  // It may be read again while somebody writes: what counts is what they began with.
  const [seen, setSeen] = useState(article.version);
  const edit = useEditArticle(article.id, onDone);
  const save = (version: number) => {
    setSeen(version);
    edit.mutate({ ...editOf(draft, language), expected_version: version });
  };
  const conflict = edit.error?.reason === 'article.changed' && article.version !== seen;
  const fields = {
    draft,
    set: (part: Partial<ArticleDraft>) => setDraft((before) => ({ ...before, ...part })),
    problem: edit.error,
  };
  return (
    <KeyForm className="form form--wide" onSubmit={() => save(seen)}>
      {conflict ? (
        <Differences
          mine={draft}
          theirs={draftOf(article, language)}
          language={language}
          onKeepMine={() => save(article.version)}
          onTakeTheirs={() => {
            setDraft(draftOf(article, language));
            setSeen(article.version);
            edit.reset();
          }}
        />
      ) : (
        <ProblemAlert problem={edit.error} />
      )}
      <TextFields {...fields} language={language} />
      <CardFields {...fields} />
      <PlaceFields {...fields} />
      <ButtonGroup>
        <Button type="submit" disabled={edit.isPending}>
          {edit.isPending ? t('saving') : t('save')}
        </Button>
        <Button type="button" unstyled onClick={onDone}>
          {t('cancel')}
        </Button>
      </ButtonGroup>
    </KeyForm>
  );
}
