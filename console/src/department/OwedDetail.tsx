import { Button } from '@trussworks/react-uswds';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { useCase } from '../api/queries';
import { Acts } from '../cases/Acts';
import { CaseStanding } from '../cases/CaseStanding';
import { Timeline } from '../cases/Timeline';
import { Phone } from '../telephone/Phone';
import { CallFor } from '../operator/CallFor';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { CallResident } from './CallResident';
import type { Owed } from './chosen';

function Question({ ask }: { ask: Schemas['Ask'] }) {
  const { t } = useTranslation('department');
  return (
    <section aria-labelledby="ask-title">
      <h3 id="ask-title">{t('asks', { name: ask.asked_by.name })}</h3>
      <blockquote className="question">{ask.text}</blockquote>
    </section>
  );
}

/** One thing that is owed, with all that is needed to do it. */
export function OwedDetail({
  owed,
  isOwed,
  takesFocus,
  onBack,
  onActed,
}: {
  owed: Owed;
  /** False once it was done. */
  isOwed: boolean;
  takesFocus: boolean;
  onBack: () => void;
  onActed: () => void;
}) {
  const { t } = useTranslation(['department', 'words']);
  const time = useCityTime();
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useCase(owed.case);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <section className="pane detail" aria-labelledby="detail-title">
      <Button type="button" unstyled className="detail__back" onClick={onBack}>
        {t('department:back')}
      </Button>
      {isOwed && (
        <p className={owed.late ? 'detail__when detail__when--late' : 'detail__when'}>
          <strong>
            {t('department:owedBy', { what: t(`words:obligation.${owed.kind}`), when: time.by(owed.due) })}
          </strong>
          <span>{time.left(owed.due)}</span>
        </p>
      )}
      <h2 id="detail-title" ref={heading} tabIndex={-1}>
        {owed.summary}
      </h2>
      <Reading of={seen}>
        {(one) => {
          const ask = owed.kind === 'ask' ? one.asks.find(({ id }) => id === owed.id) : undefined;
          // A call about the question also keeps what was promised to whom it reaches.
          const promised = one.obligations.find(
            ({ kind, owner }) => kind === 'promise' && owner.id === owed.owner.id,
          );
          const phone = owed.phone ?? one.contact?.phones[0];
          return (
            <>
              <p className="detail__facts">
                {one.contact?.name && <span>{one.contact.name}</span>}
                {phone && <Phone number={phone} />}
                <Link className="usa-link" to={`/cases/${owed.case}`}>
                  {t('department:case', { number: one.spoken_number })}
                </Link>
              </p>
              {ask && <Question ask={ask} />}
              {isOwed && (
                <div className="row">
                  {ask && one.contact && !promised && <CallResident contact={one.contact} />}
                  <CallFor owed={ask ? (promised ?? owed) : owed} />
                </div>
              )}
              <Acts one={one} onActed={onActed} />
              <CaseStanding one={one} />
              <Timeline of={one} />
            </>
          );
        }}
      </Reading>
    </section>
  );
}
