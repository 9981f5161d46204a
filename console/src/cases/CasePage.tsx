import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useCase } from '../api/queries';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { Timeline } from './Timeline';

export default function CasePage() {
  const { t } = useTranslation('case');
  const { number = '' } = useParams();
  const seen = useCase(number);
  return (
    <div className="sheet">
      <Reading of={seen}>
        {(one) => (
          <Page title={t('title', { number: one.spoken_number })}>
            <p className="usa-intro">{one.summary}</p>
            <Timeline events={one.timeline} />
          </Page>
        )}
      </Reading>
    </div>
  );
}
