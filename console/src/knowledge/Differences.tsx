import { Alert, Button, ButtonGroup } from '@trussworks/react-uswds';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { cityLanguage, type Language } from '../i18n';
import { type ArticleDraft } from './articleDraft';

/** The fields as they are read, in the order of the form. */
function useReadable() {
  const { t, i18n } = useTranslation('knowledge');
  const language = cityLanguage(i18n.language);
  const catalogue = useCatalogue().data;
  return (draft: ArticleDraft): [string, string][] => [
    [t('question'), draft.question],
    [t('answerMarkdown'), draft.answer],
    [t('script'), draft.script],
    [t('synonyms'), draft.synonyms],
    [
      t('services'),
      (catalogue?.services ?? [])
        .filter(({ id }) => draft.services.includes(id))
        .map(({ name }) => name[language])
        .join('\n'),
    ],
    [
      t('department'),
      catalogue?.departments.find(({ id }) => String(id) === draft.department)?.name[language] ?? '',
    ],
    [t('card'), Object.values(draft.card).filter(Boolean).join('\n')],
    [t('reviewDate'), draft.review],
  ];
}

/** Somebody else saved the same article first: what differs, side by side, and whose words shall stand. */
export function Differences({
  mine,
  theirs,
  language,
  onKeepMine,
  onTakeTheirs,
}: {
  mine: ArticleDraft;
  theirs: ArticleDraft;
  language: Language;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const { t } = useTranslation('knowledge');
  const read = useReadable();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const others = read(theirs);
  const differing = read(mine)
    .map(([label, own], index) => ({ label, own, other: others[index]![1] }))
    .filter(({ own, other }) => own !== other);
  const said = (text: string) => text || t('conflict.empty');
  return (
    <div ref={box} tabIndex={-1} className="problem">
      <Alert type="warning" role="alert" headingLevel="h3" heading={t('conflict.title')} validation>
        <p>{t('conflict.text')}</p>
        <dl className="differences">
          {differing.map(({ label, own, other }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <span className="differences__whose">{t('conflict.theirs')}</span>
                <blockquote lang={language}>{said(other)}</blockquote>
              </dd>
              <dd>
                <span className="differences__whose">{t('conflict.mine')}</span>
                <blockquote lang={language}>{said(own)}</blockquote>
              </dd>
            </div>
          ))}
        </dl>
        <ButtonGroup>
          <Button type="button" outline onClick={onTakeTheirs}>
            {t('conflict.takeTheirs')}
          </Button>
          <Button type="button" outline onClick={onKeepMine}>
            {t('conflict.keepMine')}
          </Button>
        </ButtonGroup>
      </Alert>
    </div>
  );
}
