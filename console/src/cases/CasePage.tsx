import { Tag } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useCase } from '../api/queries';
import { useSession } from '../session/session';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { Acts } from './Acts';
import { CaseFacts } from './CaseFacts';
import { CasePhotos } from './CasePhotos';
import { CasePlace } from './CasePlace';
import { CaseStanding } from './CaseStanding';
import { Deliveries } from './Deliveries';
import { Publicity } from './Publicity';
import { useRecorded } from './recorded';
import { Timeline } from './Timeline';

/** One case: how it stands, what can be done, what happened. */
export default function CasePage() {
  const { t } = useTranslation(['case', 'words']);
  const { number = '' } = useParams();
  const done = useRecorded();
  const seen = useCase(number);
  const { staff } = useSession();
  return (
    <div className="pane">
      <Reading of={seen}>
        {(one) => (
          <Page
            key={one.number}
            focused={!done}
            title={t('case:title', { number: one.spoken_number })}
            aside={
              <p className="case__state">
                <Tag className={`state state--${one.state}`}>{t(`words:state.${one.state}`)}</Tag>
                <span>{t(`words:kind.${one.kind}`)}</span>
              </p>
            }
          >
            <p className="case__summary">{one.summary}</p>
            <CaseStanding one={one} />
            <Acts one={one} />
            <CaseFacts one={one} />
            <CasePlace one={one} />
            <CasePhotos photos={one.photos} />
            <Publicity of={one} />
            <Deliveries of={one} />
            <Timeline
              of={one}
              {...(staff.role === 'supervisor' ? { calls: `/supervisor/calls?case=${one.number}` } : {})}
            />
          </Page>
        )}
      </Reading>
    </div>
  );
}
