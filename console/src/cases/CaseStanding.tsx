import { SummaryBox, SummaryBoxContent, SummaryBoxHeading } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { spokenNumber } from './spokenNumber';
import type { Case } from './acts/act';
import { useOwedText } from './owedText';
import { usePromiseText } from './PromiseLine';
import { spokenPhone } from '../forms/phone';

function Outcome({ outcome, told }: { outcome: Schemas['Outcome']; told: boolean }) {
  const { t } = useTranslation(['case', 'words']);
  const words = [
    t(`words:resolution.${outcome.resolution}`),
    ...outcome.qualifiers.map((one) => t(`words:qualifier.${one}`)),
  ].join(' · ');
  return (
    <SummaryBox className="standing">
      <SummaryBoxHeading headingLevel="h2">{words}</SummaryBoxHeading>
      <SummaryBoxContent>
        <p>{outcome.text}</p>
        <p className="standing__more">{told ? t('case:standing.told') : t('case:standing.notTold')}</p>
      </SummaryBoxContent>
    </SummaryBox>
  );
}

function Owed({ one }: { one: Case }) {
  const { t } = useTranslation('case');
  const say = useOwedText();
  const others = one.obligations.filter(({ kind }) => kind !== 'promise');
  return others.map((owed) => (
    <li
      key={`${owed.kind} ${owed.id}`}
      className={owed.late ? 'standing__line standing__line--late' : 'standing__line'}
    >
      {say(owed)}
      {owed.claimed_by && (
        <span className="standing__more"> {t('standing.claimed', { name: owed.claimed_by.name })}</span>
      )}
    </li>
  ));
}

/** How the case stands: the outcome, or who owes what by when. */
export function CaseStanding({ one }: { one: Case }) {
  const { t } = useTranslation('case');
  const say = usePromiseText();
  const shown = one.promises.filter(({ state }) => state !== 'moved');
  return (
    <>
      {one.joined_to && (
        <p>
          {t('standing.joined')}{' '}
          <Link className="usa-link" to={`/cases/${one.joined_to}`}>
            {spokenNumber(one.joined_to)}
          </Link>
        </p>
      )}
      {one.resolution && <Outcome outcome={one.resolution} told={one.told} />}
      {(shown.length > 0 || one.obligations.length > 0) && (
        <ul className="usa-list usa-list--unstyled standing__list" aria-label={t('standing.title')}>
          {shown.map((promise) => (
            <li
              key={promise.id}
              className={`standing__line standing__line--${promise.late ? 'late' : promise.state}`}
            >
              {say(promise)}
              <span className="standing__more">
                {promise.covering_for && t('promise.coveringFor', { name: promise.covering_for.name })}
                {promise.said_by.id !== promise.typed_by.id &&
                  t('promise.typedBy', { said: promise.said_by.name, typed: promise.typed_by.name })}
                {promise.not_yet_confirmed && t('promise.notYetConfirmed')}
              </span>
              {promise.state === 'made' && (
                <span className="standing__card">
                  {t('promise.card', { name: promise.card.name, phone: spokenPhone(promise.card.phone) })}
                </span>
              )}
            </li>
          ))}
          <Owed one={one} />
        </ul>
      )}
    </>
  );
}
