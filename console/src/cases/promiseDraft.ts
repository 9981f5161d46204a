import { useTranslation } from 'react-i18next';
import { useDueTime } from '../api/queries';
import { useKept } from '../drafts/drafts';
import { cityLanguage } from '../i18n';
import { spokenLanguage, useMaybeDesk } from '../operator/desk';

interface Wanted {
  owner: number | undefined;
  /** Whose answer is waited for. */
  department?: number;
  /** The time that the owner has named, as forms hold it. */
  named?: string;
}

/**
 * A promise while it is written: until somebody types another, its time is the one that is really
 * kept, or the one that its owner has `named`, and its words are the sentence that says that time.
 */
export function usePromiseDraft({ owner, department, named }: Wanted) {
  const { i18n } = useTranslation();
  const call = useMaybeDesk()?.call ?? null;
  const language = spokenLanguage(call, cityLanguage(i18n.language));
  // Empty while another is typed and not yet whole: the control keeps what was typed so far, and
  // would lose it to any other value.
  const [due, setDue] = useKept('due', named);
  const [words, setWords] = useKept<string | undefined>('words', undefined);
  const proposal = useDueTime(owner, department, due || undefined);
  const shown = {
    due: due ?? proposal.data?.due_local ?? '',
    words: words ?? proposal.data?.sentence[language] ?? '',
  };
  return {
    owner,
    department,
    proposal,
    language,
    ...shown,
    setDue,
    setWords,
    /** As the API wants it. */
    body: { words: shown.words, due_local: shown.due },
  };
}

export type PromiseDraft = ReturnType<typeof usePromiseDraft>;
