import { useTranslation } from 'react-i18next';
import { Page } from '../shell/Page';
import { Owed } from './Owed';

export default function DeskPage() {
  const { t } = useTranslation('operator');
  return (
    <Page title={t('title')} hidden>
      <div className="desk">
        <Owed />
      </div>
    </Page>
  );
}
