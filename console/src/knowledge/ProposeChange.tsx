import { Alert, Button, ButtonGroup } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Problem } from '../api/problem';
import { Draft } from '../drafts/Draft';
import { useForget, useKept, useUnsent } from '../drafts/drafts';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { LinesField } from '../forms/fields';
import { LANGUAGES, type Language } from '../i18n';
import { Reading } from '../shell/Reading';
import { WordFields } from './WordFields';
import { sentWords, WORD_PARTS, wordsOf, type ArticleWords } from './articleWords';
import { useArticle, useProposals, usePropose, type Article } from './articles';

/** What is proposed, of which version of the answer. */
interface Proposed {
  version: number;
  texts: Partial<Record<Language, ArticleWords>>;
  reason: string;
}

/** The words of the other language, once somebody wants to change them as well. */
function OtherWords({
  article,
  language,
  ...fields
}: {
  article: number;
  language: Language;
  words: ArticleWords | undefined;
  onChange: (words: ArticleWords) => void;
  problem: Problem | null;
}) {
  const { t } = useTranslation('words');
  const read = useArticle(article, language);
  return (
    <Reading of={read}>
      {(one) => (
        <>
          <h3>{t(`language.${language}`)}</h3>
          <WordFields {...fields} language={language} words={fields.words ?? wordsOf(one, language)} />
        </>
      )}
    </Reading>
  );
}

/** What stands there since somebody was faster. */
function Overtaken({ article, onGoOn }: { article: Article; onGoOn: () => void }) {
  const { t } = useTranslation('knowledge');
  const words = wordsOf(article, article.language as Language);
  return (
    <Alert type="warning" role="alert" headingLevel="h3" heading={t('conflict.title')} validation>
      <p>{t('proposals.overtakenText')}</p>
      <dl className="compared" lang={article.language}>
        <div>
          {WORD_PARTS.map((part) => (
            <dd key={part}>{words[part]}</dd>
          ))}
        </div>
      </dl>
      <Button type="button" onClick={onGoOn}>
        {t('proposals.sendAnyway')}
      </Button>
    </Alert>
  );
}

function ProposalForm({ article, onAway }: { article: Article; onAway: (isSent: boolean) => void }) {
  const { t } = useTranslation(['knowledge', 'words']);
  const language = article.language as Language;
  const [kept, setKept] = useKept<Proposed>('proposal', () => ({
    version: article.version,
    texts: { [language]: wordsOf(article, language) },
    reason: '',
  }));
  const forget = useForget();
  const away = (isSent: boolean) => {
    forget();
    onAway(isSent);
  };
  const propose = usePropose(article.id, () => away(true));
  const [wanted, setWanted] = useState<Language[]>([]);
  const write = (one: Language) => (words: ArticleWords) =>
    setKept({ ...kept, texts: { ...kept.texts, [one]: words } });
  const send = (from: Proposed) => {
    setKept(from);
    const texts = Object.fromEntries(
      Object.entries(from.texts).map(([one, words]) => [one, sentWords(words)]),
    );
    propose.mutate({ texts, reason: from.reason, expected_version: from.version });
  };
  const isOvertaken = propose.error?.reason === 'article.changed' && article.version !== kept.version;
  return (
    <KeyForm
      className="form form--wide"
      label={t('knowledge:proposals.propose')}
      takesFocus
      onSubmit={() => send(kept)}
    >
      <h3>{t('knowledge:proposals.form')}</h3>
      {isOvertaken ? (
        <Overtaken article={article} onGoOn={() => send({ ...kept, version: article.version })} />
      ) : (
        <ProblemAlert problem={propose.error} />
      )}
      <LinesField
        label={t('knowledge:proposals.reason')}
        hint={t('knowledge:proposals.reasonHint')}
        value={kept.reason}
        onChange={(reason) => setKept({ ...kept, reason })}
        problem={propose.error}
        pointer="/reason"
        required
      />
      <WordFields
        words={kept.texts[language] ?? wordsOf(article, language)}
        onChange={write(language)}
        language={language}
        problem={propose.error}
      />
      {LANGUAGES.filter((one) => one !== language).map((one) =>
        wanted.includes(one) || kept.texts[one] ? (
          <OtherWords
            key={one}
            article={article.id}
            language={one}
            words={kept.texts[one]}
            onChange={write(one)}
            problem={propose.error}
          />
        ) : (
          <Button key={one} type="button" unstyled onClick={() => setWanted([...wanted, one])}>
            {t('knowledge:proposals.also', { language: t(`words:language.${one}`) })}
          </Button>
        ),
      )}
      <ButtonGroup>
        <Button type="submit" disabled={propose.isPending}>
          {t('knowledge:proposals.send')}
        </Button>
        <Button type="button" unstyled onClick={() => away(false)}>
          {t('knowledge:cancel')}
        </Button>
      </ButtonGroup>
    </KeyForm>
  );
}

/** 'This is wrong': other words for an answer, with the reason, for whoever answers for it to decide on. */
export function ProposeChange({ article, at }: { article: Article; at: string }) {
  const { t } = useTranslation('knowledge');
  const key = `proposal ${article.id}`;
  const isBegun = useUnsent().some((one) => one.key === key);
  const [isWanted, setWanted] = useState(false);
  const [isSent, setSent] = useState(false);
  const proposed = (useProposals().data ?? []).filter((one) => one.article === article.id);
  if (isWanted || isBegun) {
    return (
      <Draft form={{ key, label: t('proposals.draft', { question: article.question }), to: at }}>
        <ProposalForm
          article={article}
          onAway={(isDone) => {
            setWanted(false);
            setSent(isDone);
          }}
        />
      </Draft>
    );
  }
  return (
    <>
      {proposed.length > 0 && (
        <p className="quiet">
          {t('proposals.already')}{' '}
          <Link className="usa-link" to={`/knowledge/${article.id}`}>
            {t('proposals.count', { count: proposed.length })}
          </Link>
        </p>
      )}
      <Button type="button" outline onClick={() => setWanted(true)}>
        {t('proposals.propose')}
      </Button>
      <div role="status">{isSent && <p>{t('proposals.sent')}</p>}</div>
    </>
  );
}
