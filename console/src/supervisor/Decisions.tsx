import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useCase, useCatalogue } from '../api/queries';
import { Decide } from '../cases/acts/otherActs';
import type { Case } from '../cases/acts/act';
import { cityLanguage } from '../i18n';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';

type Owed = Schemas['Obligation'];

/** Why it came back, and from whom: what the decision on the department rests on. */
function Returns({ of }: { of: Case }) {
  const { t, i18n } = useTranslation('supervisor');
  const language = cityLanguage(i18n.language);
  const departments = useCatalogue().data?.departments ?? [];
  const returned = of.asks.filter(({ state }) => state === 'returned');
  const reasons = of.timeline.filter(({ kind }) => kind === 'ask_returned');
  return (
    <ul className="usa-list returns">
      {returned.map((ask, index) => (
        <li key={ask.id}>
          <strong>{departments.find(({ id }) => id === ask.department)?.name[language]}</strong>{' '}
          {t('decision.returned', { name: ask.owner.name })}
          {reasons[index]?.text && <blockquote className="event__words">{reasons[index].text}</blockquote>}
        </li>
      ))}
    </ul>
  );
}

/** What was promised, and that the resident says otherwise. */
function Dispute({ promise }: { promise: Schemas['Promise'] }) {
  const { t } = useTranslation('supervisor');
  const time = useCityTime();
  return (
    <>
      <p>{t('decision.disputed', { name: promise.owner.name, due: time.by(promise.due) })}</p>
      <blockquote className="event__words">{promise.words}</blockquote>
    </>
  );
}

function DecisionItem({ owed }: { owed: Owed }) {
  const { t } = useTranslation('supervisor');
  const time = useCityTime();
  const seen = useCase(owed.case);
  const [open, setOpen] = useState(false);
  return (
    <li className="decision">
      <p className={owed.late ? 'detail__when detail__when--late' : 'detail__when'}>
        <strong>{time.left(owed.due)}</strong>
        <span>{time.by(owed.due)}</span>
      </p>
      <h3>
        <Link className="usa-link" to={`/cases/${owed.case}`}>
          {owed.summary}
        </Link>
      </h3>
      <Reading of={seen}>
        {(one) => {
          const disputed = one.promises.find(({ state }) => state === 'disputed');
          return (
            <>
              {disputed ? <Dispute promise={disputed} /> : <Returns of={one} />}
              {open ? (
                <Decide one={one} call={null} onCancel={() => setOpen(false)} onDone={() => setOpen(false)} />
              ) : (
                <Button type="button" onClick={() => setOpen(true)}>
                  {t('decision.open')}
                </Button>
              )}
            </>
          );
        }}
      </Reading>
    </li>
  );
}

/** What only a supervisor can end: whose a case is after two returns, whether a promise was kept. */
export function Decisions({ owed }: { owed: Owed[] }) {
  const { t } = useTranslation('supervisor');
  return (
    <section className="pane" aria-labelledby="decisions">
      <h2 id="decisions">{t('decision.title')}</h2>
      {owed.length === 0 ? (
        <p className="quiet">{t('decision.nothing')}</p>
      ) : (
        <ol className="usa-list usa-list--unstyled">
          {owed.map((one) => (
            <DecisionItem key={`${one.case} ${one.id}`} owed={one} />
          ))}
        </ol>
      )}
    </section>
  );
}
