import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useUnseenCount } from './alerts';

/** 'What I was told' in the bar, with how much of it is new. */
export function AlertsLink() {
  const { t } = useTranslation('alerts');
  const count = useUnseenCount();
  return (
    <NavLink to="/alerts" className="bar__alerts">
      {t('link')} {count > 0 && <span className="bar__count">{t('new', { count })}</span>}
    </NavLink>
  );
}
