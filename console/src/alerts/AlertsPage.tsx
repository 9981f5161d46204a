import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { byUrgency, linesOf, useAlerts, useNewAlerts, type Alert } from './alerts';

/** Who owes what by when, as far as this person may know; or that nobody does any more. */
function useAbout() {
  const { t, i18n } = useTranslation('alerts');
  const { t: word } = useTranslation('words');
  const time = useCityTime();
  return ({ owner, duty, due }: Alert['values']) => {
    const name = `obligation.${duty}` as never;
    if (!duty || !i18n.exists(name, { ns: 'words' })) return undefined;
    const what: string = word(name);
    if (!owner || !due) return t('settled', { what });
    return t('owed', { name: owner, what, when: time.by(due), left: time.left(due) });
  };
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
  const { resident, summary } = newest.values;
  const facts = [
    summary && (resident ? t('about', { resident, summary }) : summary),
    ...line.map(({ values }) => about(values)),
  ];
  return (
    <li className={isNew ? 'told told--new' : 'told'}>
      <time className="told__when" dateTime={newest.at}>
        {time.at(newest.at)}
      </time>
      <span className="told__what">
        {isNew && <strong className="told__new">{t('isNew')}</strong>}
        {sentence(newest)}
        {[...new Set(facts)].filter(Boolean).map((fact) => (
          <span key={fact} className="told__facts">
            {fact}
          </span>
        ))}
      </span>
      <Link className="usa-link told__case" to={`/cases/${newest.case}`} onClick={onOpen}>
        {t('case', { number: newest.spoken_number ?? newest.case })}
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
            // Who looks at the case has seen whatever was told of it.
            onOpen={() => see(alerts.filter((one) => one.case === line[0]!.case))}
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
