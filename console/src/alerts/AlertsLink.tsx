import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useUnseen } from './alerts';

/** 'What I was told' in the bar, with what of it is new. */
export function AlertsLink() {
  const { t } = useTranslation('alerts');
  const { named, others } = useUnseen();
  const news = [
    ...named.map(({ kind, count }) => t(`news.${kind}`, { count })),
    ...(others > 0 ? [t(named.length > 0 ? 'more' : 'new', { count: others })] : []),
  ];
  return (
    <NavLink to="/alerts" className="bar__alerts">
      {t('link')} {news.length > 0 && <span className="bar__count">{news.join(', ')}</span>}
    </NavLink>
  );
}
