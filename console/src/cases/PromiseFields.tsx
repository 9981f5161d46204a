import { Alert, Button } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import type { Problem } from '../api/problem';
import { useCatalogue, useDueTime } from '../api/queries';
import { ProblemAlert } from '../forms/ProblemAlert';
import { LinesField, WallTimeField } from '../forms/fields';
import { cityLanguage } from '../i18n';
import { useSession } from '../session/session';
import { useCityTime } from '../time/cityTime';
import type { PromiseDraft } from './promiseDraft';

/** Why no earlier time is proposed, and what is to be known of the one that stands there. */
function Presence({ proposal, draft }: { proposal: Schemas['DueTime']; draft: PromiseDraft }) {
  const { t, i18n } = useTranslation('case');
  const time = useCityTime();
  const me = useSession().staff.id;
  const catalogue = useCatalogue().data;
  const name = catalogue?.staff.find(({ id }) => id === draft.owner)?.name ?? '';
  const asked = catalogue?.departments.find(({ id }) => id === draft.department);
  const { department_opens_at: opens, owner_back_at: back, next_possible: next } = proposal;
  const reasons = [
    asked &&
      opens &&
      t('promise.departmentOpens', {
        department: asked.name[cityLanguage(i18n.language)],
        when: time.at(opens),
      }),
    // Who is back before the department opens is not what it waits for.
    back &&
      (!opens || time.minutesUntil(back) > time.minutesUntil(opens)) &&
      t(draft.owner === me ? 'promise.youBack' : 'promise.ownerBack', { name, when: time.at(back) }),
  ].filter(Boolean);
  const doubts = [
    !proposal.owner_present &&
      (proposal.cover ? t('promise.awayCover', { name: proposal.cover.name }) : t('promise.away')),
    proposal.owner_present && !proposal.in_hours && t('promise.outOfHours', { name }),
    next && t('promise.nextPossible', { when: time.at(next) }),
  ].filter(Boolean);
  return (
    <>
      {reasons.length > 0 && (
        <Alert type="info" slim headingLevel="h4">
          {reasons.join(' ')}
        </Alert>
      )}
      {doubts.length > 0 && (
        <Alert type="warning" slim headingLevel="h4">
          {doubts.join(' ')}
        </Alert>
      )}
    </>
  );
}

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
  const usual = useDueTime(draft.owner, draft.department).data;
  // Offered where the time that stands there is doubted, or was refused.
  const refused = problem?.field(`${pointer}/due_local`) !== undefined;
  const possible = proposal?.next_possible ? time.wall(proposal.next_possible) : usual?.due_local;
  const next = proposal?.next_possible || refused ? possible : undefined;
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
      {proposal && <Presence proposal={proposal} draft={draft} />}
      {next && next !== draft.due && (
        <Button type="button" outline onClick={() => draft.setDue(next)}>
          {t('promise.take', { when: time.at(time.instant(next)) })}
        </Button>
      )}
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
