import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDueTime } from '../api/queries';
import { cityLanguage } from '../i18n';
import { spokenLanguage, useMaybeDesk } from '../operator/desk';

/**
 * A promise while it is written: until somebody types another, its time is the one that is really
 * kept, and its words are the sentence that says that time.
 */
export function usePromiseDraft(owner: number | undefined) {
  const { i18n } = useTranslation();
  const call = useMaybeDesk()?.call ?? null;
  const language = spokenLanguage(call, cityLanguage(i18n.language));
  const [due, setDue] = useState<string>();
  const [words, setWords] = useState<string>();
  const proposal = useDueTime(owner, due);
  const shown = {
    due: due ?? proposal.data?.due_local ?? '',
    words: words ?? proposal.data?.sentence[language] ?? '',
  };
  return {
    proposal,
    language,
    ...shown,
    setDue: (local: string) => setDue(local || undefined),
    setWords,
    /** As the API wants it. */
    body: { words: shown.words, due_local: shown.due },
  };
}

export type PromiseDraft = ReturnType<typeof usePromiseDraft>;
