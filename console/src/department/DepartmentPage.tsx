import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue, useObligations } from '../api/queries';
import { AwaySwitch } from '../people/AwaySwitch';
import { useSession } from '../session/session';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useShortcut } from '../shell/shortcuts';
import { keyOf, useOpen, type Owed } from './chosen';
import { OwedDetail } from './OwedDetail';
import { OwedLine } from './OwedLine';

function OwedList({
  title,
  owed,
  open,
  nothing,
  withOwner,
  name = withOwner ? 'ours' : 'mine',
}: {
  title: string;
  owed: Owed[];
  open: Owed | undefined;
  nothing: string;
  withOwner?: boolean;
  name?: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useShortcut('owed', () => {
    if (!withOwner) heading.current?.focus();
  });
  return (
    <section className="pane owed-list" aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`} ref={heading} tabIndex={-1}>
        {title}
        {owed.length > 0 && <span className="owed-list__count">{owed.length}</span>}
      </h2>
      {owed.length === 0 ? (
        <p className="quiet">{nothing}</p>
      ) : (
        <ol className="usa-list usa-list--unstyled">
          {owed.map((one) => (
            <OwedLine
              key={`${one.case} ${one.kind} ${one.id}`}
              owed={one}
              open={keyOf(one) === keyOf(open)}
              withOwner={withOwner}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

/** Where somebody is in a team, what their team-mates owe stands apart from the rest. */
function Board({ mine, team, others }: { mine: Owed[]; team: Owed[] | undefined; others: Owed[] }) {
  const { t } = useTranslation('department');
  const { shown, isOwed, chosen, setActed } = useOpen(mine, [...(team ?? []), ...others]);
  return (
    <div className={chosen.any ? 'board board--chosen' : 'board'}>
      <div className="board__list">
        <OwedList title={t('mine')} owed={mine} open={shown} nothing={t('nothingAsked')} />
        {team && (
          <OwedList
            title={t('team')}
            owed={team}
            open={shown}
            nothing={t('nothingTeam')}
            withOwner
            name="team"
          />
        )}
        <OwedList title={t('ours')} owed={others} open={shown} nothing={t('nothingOurs')} withOwner />
        <AwaySwitch />
      </div>
      <div className="board__detail">
        {shown ? (
          <OwedDetail
            key={keyOf(shown)}
            owed={shown}
            isOwed={isOwed}
            takesFocus={chosen.any}
            onBack={chosen.clear}
            onActed={() => setActed(shown)}
          />
        ) : (
          <section className="pane pane--empty">
            <p>{chosen.any ? t('discharged') : t('choose')}</p>
          </section>
        )}
      </div>
    </div>
  );
}

/** What a department is asked, and what it owes: the soonest due first. */
export default function DepartmentPage() {
  const { t } = useTranslation('department');
  const { staff } = useSession();
  const mine = useObligations('mine');
  const ours = useObligations('department').data?.obligations ?? [];
  const ourTeam = useObligations('team').data?.obligations ?? [];
  const teams = useCatalogue().data?.departments.flatMap((department) => department.teams) ?? [];
  const isInTeam = teams.some(({ lead, members }) => [lead, ...members].some(({ id }) => id === staff.id));
  const others = ours.filter(({ owner }) => owner.id !== staff.id);
  const team = ourTeam.filter(({ owner }) => owner.id !== staff.id);
  return (
    <Page title={t('title')} hidden>
      <Reading of={mine}>
        {({ obligations }) => (
          <Board
            mine={obligations}
            team={isInTeam ? team : undefined}
            others={
              isInTeam ? others.filter((one) => !team.some((other) => keyOf(other) === keyOf(one))) : others
            }
          />
        )}
      </Reading>
    </Page>
  );
}
