import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { byUrgency, useAlerts, useNewAlerts, type Alert } from './alerts';

/** Whose case it is and who owes what on it by when, as far as this person may know. */
function Facts({ values }: Pick<Alert, 'values'>) {
  const { t, i18n } = useTranslation('alerts');
  const { t: word } = useTranslation('words');
  const time = useCityTime();
  const { resident, summary, owner, duty, due } = values;
  const what = `obligation.${duty}` as never;
  const isOwed = Boolean(owner && due) && i18n.exists(what, { ns: 'words' });
  return (
    <>
      {summary && (
        <span className="told__facts">{resident ? t('about', { resident, summary }) : summary}</span>
      )}
      {isOwed && (
        <span className="told__facts">
          {t('owed', {
            name: owner,
            what: word(what),
            when: time.by(due!),
            left: time.left(due!),
          })}
        </span>
      )}
    </>
  );
}

function AlertItem({ alert, isNew, onOpen }: { alert: Alert; isNew: boolean; onOpen: () => void }) {
  const { t, i18n } = useTranslation('alerts');
  const time = useCityTime();
  const kind = `kind.${alert.kind}` as never;
  const known = i18n.exists(kind, { ns: 'alerts' });
  return (
    <li className={isNew ? 'told told--new' : 'told'}>
      <time className="told__when" dateTime={alert.at}>
        {time.at(alert.at)}
      </time>
      <span className="told__what">
        {isNew && <strong className="told__new">{t('isNew')}</strong>}
        {known ? t(kind) : t('kind.other')}
        <Facts values={alert.values} />
      </span>
      <Link className="usa-link told__case" to={`/cases/${alert.case}`} onClick={onOpen}>
        {t('case', { number: alert.spoken_number ?? alert.case })}
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
        {byUrgency(alerts, isNew).map((alert) => (
          <AlertItem
            key={alert.id}
            alert={alert}
            isNew={isNew(alert)}
            // Who looks at the case has seen whatever was told of it.
            onOpen={() => see(alerts.filter((one) => one.case === alert.case))}
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
