import { Alert, Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCatalogue, useDueTime } from '../api/queries';
import { cityLanguage } from '../i18n';
import { useSession } from '../session/session';
import { useCityTime } from '../time/cityTime';

interface Whose {
  /** Who has to do it by then. */
  owner: number | undefined;
  /** Whose answer is waited for. */
  department?: number | undefined;
}

/** Why no earlier time is proposed, and what is to be known of the one that stands there. */
function Presence({ proposal, owner, department }: { proposal: Schemas['DueTime'] } & Whose) {
  const { t, i18n } = useTranslation('case');
  const time = useCityTime();
  const me = useSession().staff.id;
  const catalogue = useCatalogue().data;
  const name = catalogue?.staff.find(({ id }) => id === owner)?.name ?? '';
  const asked = catalogue?.departments.find(({ id }) => id === department);
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
      t(owner === me ? 'promise.youBack' : 'promise.ownerBack', { name, when: time.at(back) }),
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

/** What is to be known of a time that is due, and the next possible one at one key. */
export function PossibleTime({
  owner,
  department,
  value,
  proposal,
  refused,
  onTake,
}: Whose & {
  /** As the field holds it. */
  value: string;
  /** What the server says of it; nothing of a time that has passed. */
  proposal: Schemas['DueTime'] | undefined;
  /** Another has to be named. */
  refused: boolean;
  onTake: (local: string) => void;
}) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  const usual = useDueTime(owner, department).data;
  // Offered where the time that stands there is doubted, or was refused.
  const possible = proposal?.next_possible ? time.wall(proposal.next_possible) : usual?.due_local;
  const next = proposal?.next_possible || refused ? possible : undefined;
  return (
    <>
      {proposal && <Presence proposal={proposal} owner={owner} department={department} />}
      {next && next !== value && (
        <Button type="button" outline onClick={() => onTake(next)}>
          {t('promise.take', { when: time.at(time.instant(next)) })}
        </Button>
      )}
    </>
  );
}
