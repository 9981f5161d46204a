import { SummaryBox, SummaryBoxContent, SummaryBoxHeading } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { spokenNumber } from './spokenNumber';
import { useCityTime } from '../time/cityTime';
import { lastAnswer, type Case } from './acts/act';
import { useEventText } from './eventText';
import { useNotKept, useOwedText } from './owedText';
import { usePromiseText } from './PromiseLine';
import { spokenPhone } from '../forms/phone';

function Outcome({ outcome, one }: { outcome: Schemas['Outcome']; one: Case }) {
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
        <p className="standing__more">{one.told ? t('case:standing.told') : t('case:standing.notTold')}</p>
        {Boolean(one.draft_article) && (
          <p className="standing__more">
            <Link className="usa-link" to={`/knowledge/${one.draft_article}`}>
              {t('case:standing.article')}
            </Link>
          </p>
        )}
      </SummaryBoxContent>
    </SummaryBox>
  );
}

/** What the department says, to be read out: until the outcome stands, which says it to the resident. */
function Answer({ one }: { one: Case }) {
  const { t } = useTranslation('case');
  const answered = one.resolution ? undefined : lastAnswer(one);
  if (!answered) return null;
  return (
    <SummaryBox className="standing">
      <SummaryBoxHeading headingLevel="h2">
        {t('standing.answered', { name: answered.owner.name })}
      </SummaryBoxHeading>
      <SummaryBoxContent>
        <p>{answered.answer}</p>
      </SummaryBoxContent>
    </SummaryBox>
  );
}

function Owed({ one }: { one: Case }) {
  const { t } = useTranslation('case');
  const say = useOwedText();
  const notKept = useNotKept();
  const others = one.obligations.filter(({ kind }) => kind !== 'promise');
  return others.map((owed) => (
    <li
      key={`${owed.kind} ${owed.id}`}
      className={owed.late ? 'standing__line standing__line--late' : 'standing__line'}
    >
      {say(owed)}
      {owed.broken && <span className="standing__more">{notKept(owed)}</span>}
      {owed.claimed_by && (
        <span className="standing__more"> {t('standing.claimed', { name: owed.claimed_by.name })}</span>
      )}
    </li>
  ));
}

/** The check that was made: who asked the resident, and what came of it. */
function FollowedUp({ event }: { event: Schemas['TimelineEntry'] }) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  const { sentence, details } = useEventText(event);
  const facts = { what: sentence, when: time.at(event.occurred_at) };
  return (
    <li className="standing__line standing__line--kept">
      {event.who
        ? t('standing.followedUp', { ...facts, name: event.who.name })
        : t('standing.followedUpInSilence', facts)}
      <span className="standing__more">{details}</span>
    </li>
  );
}

/** How the case stands: the outcome, or who owes what by when. */
export function CaseStanding({ one }: { one: Case }) {
  const { t } = useTranslation('case');
  const say = usePromiseText();
  const time = useCityTime();
  const shown = one.promises.filter(({ state }) => state !== 'moved');
  const checked = one.timeline.findLast(({ kind }) => kind === 'follow_up_done');
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
      {one.resolution && <Outcome outcome={one.resolution} one={one} />}
      <Answer one={one} />
      {(shown.length > 0 || one.obligations.length > 0 || checked) && (
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
                {promise.state === 'made' &&
                  promise.time_wanted &&
                  t('promise.timeWanted', { when: time.by(promise.time_wanted) })}
              </span>
              {promise.state === 'made' && (
                <span className="standing__card">
                  {t('promise.card', { name: promise.card.name, phone: spokenPhone(promise.card.phone) })}
                </span>
              )}
            </li>
          ))}
          <Owed one={one} />
          {checked && <FollowedUp event={checked} />}
        </ul>
      )}
    </>
  );
}
