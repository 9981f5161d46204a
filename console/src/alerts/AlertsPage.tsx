import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { spokenNumber } from '../cases/spokenNumber';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { byUrgency, linesOf, useAlerts, useNewAlerts, type Alert } from './alerts';

/**
 * Who owes what by when, as far as this person may know; or that nobody does any more, or under which other
 * case it goes on.
 */
function useAbout() {
  const { t, i18n } = useTranslation('alerts');
  const { t: word } = useTranslation('words');
  const time = useCityTime();
  return ({ owner, duty, due, joined_to: survivor }: Alert['values']) => {
    const name = `obligation.${duty}` as never;
    const what: string | undefined = duty && i18n.exists(name, { ns: 'words' }) ? word(name) : undefined;
    const isOwed = what && owner && due;
    return [
      isOwed && { text: t('owed', { name: owner, what, when: time.by(due), left: time.left(due) }) },
      survivor && {
        text: what && !isOwed ? t('whatGoesOn', { what }) : t('goesOn'),
        survivor,
      },
      what && !isOwed && !survivor && { text: t('settled', { what }) },
    ].filter((fact) => !!fact);
  };
}

interface Fact {
  text: string;
  /** The number of the case under which it goes on. */
  survivor?: string;
}

function AlertFact({ fact: { text, survivor } }: { fact: Fact }) {
  const { t } = useTranslation('alerts');
  return (
    <span className="told__facts">
      {text}
      {survivor && (
        <>
          {' '}
          <Link className="usa-link" to={`/cases/${survivor}`}>
            {t('underCase', { number: spokenNumber(survivor) })}
          </Link>
        </>
      )}
    </span>
  );
}

/** What was told, and what it is about. */
function useSentence() {
  const { t, i18n } = useTranslation('alerts');
  return ({ kind, values }: Alert) => {
    if (kind === 'handed_to_you' && values.covering_for) {
      return t('handedFrom', { name: values.covering_for });
    }
    const name = `kind.${kind}` as never;
    return i18n.exists(name, { ns: 'alerts' }) ? t(name) : t('kind.other');
  };
}

/** What was told of one kind on one case: whose it is, and everything that it is about. */
function AlertItem({ line, isNew, onOpen }: { line: Alert[]; isNew: boolean; onOpen: () => void }) {
  const { t } = useTranslation('alerts');
  const time = useCityTime();
  const sentence = useSentence();
  const about = useAbout();
  const newest = line[0]!;
  const { resident, summary, person, words } = newest.values;
  const facts: Fact[] = [
    ...(summary ? [{ text: resident ? t('about', { resident, summary }) : summary }] : []),
    ...(person ? [{ text: words ? t('said', { person, words }) : person }] : []),
    ...line.flatMap(({ values }) => about(values)),
  ];
  const toldOnce = new Map(facts.map((fact) => [fact.text, fact]));
  return (
    <li className={isNew ? 'told told--new' : 'told'}>
      <time className="told__when" dateTime={newest.at}>
        {time.at(newest.at)}
      </time>
      <span className="told__what">
        {isNew && <strong className="told__new">{t('isNew')}</strong>}
        {sentence(newest)}
        {[...toldOnce.values()].map((fact) => (
          <AlertFact key={fact.text} fact={fact} />
        ))}
      </span>
      <Link
        className="usa-link told__case"
        to={newest.article ? `/knowledge/${newest.article}` : `/cases/${newest.case}`}
        onClick={onOpen}
      >
        {newest.article ? t('article') : t('case', { number: newest.spoken_number ?? newest.case })}
      </Link>
    </li>
  );
}

function AlertList({ alerts }: { alerts: Alert[] }) {
  const { t } = useTranslation('alerts');
  const { isNew, see } = useNewAlerts();
  const unseen = alerts.filter(isNew);
  if (alerts.length === 0) return <p>{t('nothing')}</p>;
  return (
    <>
      {unseen.length > 0 && (
        <Button type="button" outline onClick={() => see(unseen)}>
          {t('allSeen')}
        </Button>
      )}
      <ol className="usa-list usa-list--unstyled pane told-list">
        {linesOf(byUrgency(alerts, isNew), isNew).map((line) => (
          <AlertItem
            key={line[0]!.id}
            line={line}
            isNew={isNew(line[0]!)}
            // Who looks at the case, or at the answer, has seen whatever was told of it.
            onOpen={() =>
              see(alerts.filter((one) => one.case === line[0]!.case && one.article === line[0]!.article))
            }
          />
        ))}
      </ol>
    </>
  );
}

/** What somebody was told: broken promises, reminders, what came back to them. */
export default function AlertsPage() {
  const { t } = useTranslation('alerts');
  const alerts = useAlerts();
  return (
    <div className="sheet">
      <Page title={t('title')}>
        <p className="usa-intro page-intro">{t('intro')}</p>
        <Reading of={alerts}>{(found) => <AlertList alerts={found} />}</Reading>
      </Page>
    </div>
  );
}
