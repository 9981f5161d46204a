import { Button, ButtonGroup, Fieldset } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { useForget, useKept } from '../drafts/drafts';
import { DepartmentField } from '../forms/DepartmentField';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { ServicePicker } from '../forms/ServicePicker';
import { TwoVersions, type ReadField } from '../forms/TwoVersions';
import { DateField, LinesField, TextField } from '../forms/fields';
import { useCatalogue } from '../api/queries';
import { cityLanguage, type Language } from '../i18n';
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

/** The fields as they are read, in the order of the form. */
function useReadable() {
  const { t, i18n } = useTranslation('knowledge');
  const language = cityLanguage(i18n.language);
  const catalogue = useCatalogue().data;
  const services = (chosen: number[]) =>
    (catalogue?.services ?? []).filter(({ id }) => chosen.includes(id)).map(({ name }) => name[language]);
  const department = (chosen: string) =>
    catalogue?.departments.find(({ id }) => String(id) === chosen)?.name[language] ?? '';
  return (draft: ArticleDraft): ReadField<ArticleDraft>[] => [
    { part: 'question', label: t('question'), text: draft.question },
    { part: 'answer', label: t('answerMarkdown'), text: draft.answer },
    { part: 'script', label: t('script'), text: draft.script },
    { part: 'synonyms', label: t('synonyms'), text: draft.synonyms },
    { part: 'services', label: t('services'), text: services(draft.services).join('\n') },
    { part: 'department', label: t('department'), text: department(draft.department) },
    { part: 'card', label: t('card'), text: Object.values(draft.card).filter(Boolean).join('\n') },
    { part: 'review', label: t('reviewDate'), text: draft.review },
  ];
}

interface Props {
  article: Article;
  language: Language;
  /** Somebody has just opened it. */
  takesFocus: boolean;
  /** Puts the editor away; whether what is in it was saved. */
  onDone: (isSaved: boolean) => void;
}

/** Writes one language of an article, and what it is in every language. */
export function ArticleEditor({ article, language, takesFocus, onDone: onAway }: Props) {
  const { t } = useTranslation('knowledge');
  const forget = useForget();
  const onDone = (isSaved: boolean) => {
    forget();
    onAway(isSaved);
  };
  // It may be read again while somebody writes: what counts is what they began with.
  const [{ begun, draft }, setText] = useKept('text', () => ({
    begun: article,
    draft: draftOf(article, language),
  }));
  const read = useReadable();
  const edit = useEditArticle(article.id, () => onDone(true));
  const save = (from: Article, words: ArticleDraft) => {
    setText({ begun: from, draft: words });
    edit.mutate({ ...editOf(words, language), expected_version: from.version });
  };
  const overtaken = edit.error?.reason === 'article.changed' && article.version !== begun.version;
  const fields = {
    draft,
    set: (part: Partial<ArticleDraft>) => setText({ begun, draft: { ...draft, ...part } }),
    problem: edit.error,
  };
  return (
    <KeyForm className="form form--wide" onSubmit={() => save(begun, draft)} takesFocus={takesFocus}>
      {overtaken ? (
        <TwoVersions
          title={t('conflict.title')}
          read={read}
          begun={draftOf(begun, language)}
          mine={draft}
          theirs={draftOf(article, language)}
          lang={language}
          onSave={(merged) => save(article, merged)}
          onDropMine={() => {
            setText({ begun: article, draft: draftOf(article, language) });
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
        <Button type="button" unstyled onClick={() => onDone(false)}>
          {t('cancel')}
        </Button>
      </ButtonGroup>
    </KeyForm>
  );
}
