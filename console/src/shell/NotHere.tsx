import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from './Page';

export function NotHere({ home }: { home: string }) {
  const { t } = useTranslation('shell');
  return (
    <div className="sheet">
      <Page title={t('notHere.title')}>
        <p>{t('notHere.text')}</p>
        <Link className="usa-link" to={home}>
          {t('notHere.home')}
        </Link>
      </Page>
    </div>
  );
}
