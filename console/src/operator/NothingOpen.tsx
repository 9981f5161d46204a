import { useTranslation } from 'react-i18next';
import { Page } from '../shell/Page';
import { useDesk } from './desk';

/** The middle of the desk while nothing is open in it. */
export default function NothingOpen() {
  const { t } = useTranslation('operator');
  const { call } = useDesk();
  return (
    <Page title={t('title')} hidden>
      <p className="empty desk__hint">{t(call ? 'hint.inCall' : 'hint.between')}</p>
    </Page>
  );
}
