import { Alert } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';
import { ProblemAlert } from '../forms/ProblemAlert';
import { LinesField, WallTimeField } from '../forms/fields';
import { useCityTime } from '../time/cityTime';
import { PossibleTime } from './PossibleTime';
import type { PromiseDraft } from './promiseDraft';

/** By when, and the sentence to say: shown before anything is saved. */
export function PromiseFields({
  draft,
  problem,
  pointer = '',
  beside,
}: {
  draft: PromiseDraft;
  problem: Problem | null;
  /** Where the promise stands in the body. */
  pointer?: string;
  /** Another field in the same row. */
  beside?: ReactNode;
}) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  const proposal = draft.proposal.data;
  return (
    <>
      <ProblemAlert problem={draft.proposal.error} takesFocus={false} />
      <div className="row">
        {beside}
        <WallTimeField
          label={t('promise.due')}
          hint={proposal && t('promise.dueHint', { when: time.by(proposal.due) })}
          value={draft.due}
          onChange={draft.setDue}
          problem={problem}
          pointer={`${pointer}/due_local`}
          required
        />
      </div>
      <PossibleTime
        owner={draft.owner}
        department={draft.department}
        value={draft.due}
        proposal={proposal}
        refused={
          draft.proposal.isError ||
          ['due_local', 'owner'].some((name) => problem?.field(`${pointer}/${name}`) !== undefined)
        }
        onTake={draft.setDue}
      />
      {(proposal?.clock_change ?? 'none') !== 'none' && (
        <Alert type="info" slim headingLevel="h4">
          {t(proposal!.clock_change === 'repeated' ? 'promise.repeated' : 'promise.skipped')}
        </Alert>
      )}
      <div className="say-field">
        <LinesField
          label={t('promise.words')}
          rows={2}
          value={draft.words}
          onChange={draft.setWords}
          problem={problem}
          pointer={`${pointer}/words`}
          required
        />
      </div>
    </>
  );
}
