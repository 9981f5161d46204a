import { Alert, Button, ButtonGroup } from '@trussworks/react-uswds';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { LinesField } from '../forms/fields';
import type { Language } from '../i18n';
import { useCityTime } from '../time/cityTime';
import { WordFields } from './WordFields';
import { accepted, sentWords, WORD_PARTS, wordsOf, type ArticleWords } from './articleWords';
import {
  useArticle,
  useDecide,
  useMayEdit,
  useMayPublish,
  useProposals,
  type Article,
  type Decision,
  type Proposal,
} from './articles';

const LABELS = { question: 'question', answer_markdown: 'answer', script: 'script' } as const;

/** What stands there and what is to stand there, beside each other: of the parts that differ. */
function Compared({ article, text }: { article: number; text: Proposal['texts'][number] }) {
  const { t } = useTranslation(['knowledge', 'words']);
  const language = text.language as Language;
  const now = useArticle(article, language).data;
  const current = now ? wordsOf(now, language) : text.before;
  const then = accepted(text, current);
  const parts = WORD_PARTS.filter((part) => current[part] !== then[part]);
  return (
    <>
      <h4>{t(`words:language.${language}`)}</h4>
      {parts.length === 0 && <p>{t('knowledge:proposals.stands')}</p>}
      {parts.map((part) => (
        <div key={part} role="group" aria-label={t(`knowledge:${LABELS[part]}`)}>
          <h5>{t(`knowledge:${LABELS[part]}`)}</h5>
          <dl className="compared">
            <div>
              <dt>{t('knowledge:proposals.before')}</dt>
              <dd lang={language}>{current[part] || t('knowledge:proposals.nothing')}</dd>
            </div>
            <div className="compared__new">
              <dt>{t('knowledge:proposals.after')}</dt>
              <dd lang={language}>{then[part] || t('knowledge:proposals.nothing')}</dd>
            </div>
          </dl>
        </div>
      ))}
    </>
  );
}

type Way = 'edit' | 'decline';

/** What is to be done with it: taken over as it is, or with other words, or not, with the reason. */
function Decide({
  article,
  proposal,
  onDecided,
}: {
  article: Article;
  proposal: Proposal;
  onDecided: (how: Decision['kind']) => void;
}) {
  const { t } = useTranslation(['knowledge', 'words']);
  const decide = useDecide(proposal.id);
  const [way, setWay] = useState<Way>();
  const [reason, setReason] = useState('');
  const now = { en: useArticle(article.id, 'en').data, fr: useArticle(article.id, 'fr').data };
  const [texts, setTexts] = useState<[Language, ArticleWords][]>([]);
  const edit = () => {
    const begun = proposal.texts.map((text): [Language, ArticleWords] => {
      const language = text.language as Language;
      const current = now[language];
      return [language, accepted(text, current ? wordsOf(current, language) : text.before)];
    });
    setTexts(begun);
    setWay('edit');
  };
  const send = (decision: Decision) => decide.mutate(decision, { onSuccess: () => onDecided(decision.kind) });
  const accept = (edited?: typeof texts) =>
    send({
      kind: 'accept',
      body: {
        expected_version: article.version,
        ...(edited && {
          texts: Object.fromEntries(edited.map(([language, words]) => [language, sentWords(words)])),
        }),
      },
    });
  if (!way) {
    return (
      <>
        <ProblemAlert problem={decide.error} />
        <ButtonGroup>
          <Button type="button" disabled={decide.isPending} onClick={() => accept()}>
            {t('knowledge:proposals.accept')}
          </Button>
          <Button type="button" outline onClick={edit}>
            {t('knowledge:proposals.edit')}
          </Button>
          <Button type="button" outline onClick={() => setWay('decline')}>
            {t('knowledge:proposals.decline')}
          </Button>
        </ButtonGroup>
      </>
    );
  }
  return (
    <KeyForm
      className="form form--wide"
      label={t(`knowledge:proposals.${way}`)}
      takesFocus
      onSubmit={() => (way === 'edit' ? accept(texts) : send({ kind: 'decline', body: { reason } }))}
    >
      <ProblemAlert problem={decide.error} />
      {way === 'decline' && (
        <LinesField
          label={t('knowledge:proposals.why', { name: proposal.by.name })}
          value={reason}
          onChange={setReason}
          problem={decide.error}
          pointer="/reason"
          required
        />
      )}
      {way === 'edit' &&
        texts.map(([language, words]) => (
          <div key={language}>
            <h4>{t(`words:language.${language}`)}</h4>
            <WordFields
              words={words}
              onChange={(changed) =>
                setTexts(texts.map((one) => (one[0] === language ? [language, changed] : one)))
              }
              language={language}
              problem={decide.error}
            />
          </div>
        ))}
      <ButtonGroup>
        <Button type="submit" disabled={decide.isPending}>
          {t(way === 'edit' ? 'knowledge:proposals.acceptEdited' : 'knowledge:proposals.decline')}
        </Button>
        <Button type="button" unstyled onClick={() => setWay(undefined)}>
          {t('knowledge:cancel')}
        </Button>
      </ButtonGroup>
    </KeyForm>
  );
}

/** The changes that were proposed of one answer, and what became of the one that was decided on here. */
export function Proposals({ article }: { article: Article }) {
  const { t } = useTranslation('knowledge');
  const time = useCityTime();
  const proposals = (useProposals().data ?? []).filter((one) => one.article === article.id);
  const mayEdit = useMayEdit()(article);
  const mayDecide = useMayPublish() && mayEdit;
  const [decided, setDecided] = useState<{ how: Decision['kind']; name: string }>();
  const said = useRef<HTMLParagraphElement>(null);
  // What had the focus is gone with the proposal.
  useEffect(() => said.current?.focus(), [decided]);
  return (
    <>
      <div role="status">
        {decided && (
          <p ref={said} tabIndex={-1}>
            <strong>{t(`proposals.done.${decided.how}`, { name: decided.name })}</strong>
          </p>
        )}
      </div>
      {proposals.length > 0 && (
        <section aria-labelledby="proposals-title">
          <h3 id="proposals-title">{t('proposals.title')}</h3>
          {proposals.map((proposal) => (
            <article key={proposal.id} className="proposal">
              <p>{t('proposals.by', { name: proposal.by.name, when: time.at(proposal.at) })}</p>
              <blockquote className="question">{proposal.reason}</blockquote>
              {proposal.overtaken && (
                <Alert type="warning" slim headingLevel="h4">
                  {t('proposals.overtaken')}
                </Alert>
              )}
              {proposal.texts.map((text) => (
                <Compared key={text.language} article={article.id} text={text} />
              ))}
              {mayDecide ? (
                <Decide
                  article={article}
                  proposal={proposal}
                  onDecided={(how) => setDecided({ how, name: proposal.by.name })}
                />
              ) : (
                <p className="quiet">{t('proposals.waits')}</p>
              )}
            </article>
          ))}
        </section>
      )}
    </>
  );
}
