import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { useAlerts, useSeenAlerts, type Alert } from './alerts';

function AlertItem({ alert, isNew }: { alert: Alert; isNew: boolean }) {
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
      </span>
      <Link className="usa-link told__case" to={`/cases/${alert.case}`}>
        {t('case', { number: alert.spoken_number ?? alert.case })}
      </Link>
    </li>
  );
}

function AlertList({ alerts }: { alerts: Alert[] }) {
  const { t } = useTranslation('alerts');
  const { seen, remember } = useSeenAlerts(alerts);
  // What was new when the page came up stays marked so while it is looked at.
  const [before] = useState(seen);
  useEffect(remember, [remember]);
  if (alerts.length === 0) return <p>{t('nothing')}</p>;
  return (
    <ol className="usa-list usa-list--unstyled pane told-list">
      {alerts.map((alert) => (
        <AlertItem key={alert.id} alert={alert} isNew={alert.id > before} />
      ))}
    </ol>
  );
}

/** What somebody was told: broken promises, reminders, what came back to them. Newest first. */
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
