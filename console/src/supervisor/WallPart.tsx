import { useTranslation } from 'react-i18next';
import { useObligations } from '../api/queries';
import type { Schemas } from '../api/client';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { Decisions } from './Decisions';
import { Figures } from './Figures';
import { OwedTable } from './OwedTable';
import { TelephoneWall } from './TelephoneWall';

type Owed = Schemas['Obligation'];

/** Who let how many promises wait, and for how long, as sentences. */
function LateInWords({ late }: { late: Owed[] }) {
  const { t } = useTranslation('supervisor');
  const time = useCityTime();
  const owners = [...new Map(late.map(({ owner }) => [owner.id, owner])).values()];
  return (
    <ul className="usa-list usa-list--unstyled late-words">
      {owners.map((owner) => {
        const theirs = late.filter((one) => one.owner.id === owner.id);
        return (
          <li key={owner.id}>
            {t('lateWords', { count: theirs.length, name: owner.name, late: time.left(theirs[0]!.due) })}
          </li>
        );
      })}
    </ul>
  );
}

/** What needs somebody now: what is late, what is nearly due, what waits for a decision. */
export function WallPart() {
  const { t } = useTranslation('supervisor');
  const time = useCityTime();
  const all = useObligations('all');
  return (
    <Page title={t('title')} hidden>
      <Reading of={all}>
        {({ obligations }) => {
          const promises = obligations.filter(({ kind }) => kind === 'promise' || kind === 'apology');
          const late = promises.filter((one) => one.late);
          const latePromises = late.filter(({ kind }) => kind === 'promise');
          const soon = promises.filter((one) => !one.late && time.minutesUntil(one.due) <= 60);
          const decisions = obligations.filter(({ kind }) => kind === 'decision');
          return (
            <>
              <Figures late={latePromises.length} soon={soon.length} decisions={decisions.length} />
              <TelephoneWall />
              <div className="wall">
                <div className="wall__main">
                  <section className="pane" aria-labelledby="late">
                    <h2 id="late">{t('late.title')}</h2>
                    {late.length === 0 ? (
                      <p className="quiet">{t('late.nobody')}</p>
                    ) : (
                      <>
                        <LateInWords late={latePromises} />
                        <OwedTable owed={late} caption={t('late.caption')} />
                      </>
                    )}
                  </section>
                  <Decisions owed={decisions} />
                </div>
                <section className="pane" aria-labelledby="soon">
                  <h2 id="soon">{t('soon.title')}</h2>
                  {soon.length === 0 ? (
                    <p className="quiet">{t('soon.nothing')}</p>
                  ) : (
                    <OwedTable owed={soon} caption={t('soon.caption')} />
                  )}
                </section>
              </div>
            </>
          );
        }}
      </Reading>
    </Page>
  );
}
