import { Table } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { More } from '../lists/More';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { useCityTime } from '../time/cityTime';
import { useHearings } from './hearing';

function HearingsTable({ rows }: { rows: Schemas['Hearing'][] }) {
  const { t } = useTranslation('hearing');
  const time = useCityTime();
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="owed-table">
      <caption className="usa-sr-only">{t('log.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('log.who')}</th>
          <th scope="col">{t('log.when')}</th>
          <th scope="col">{t('log.what')}</th>
          <th scope="col">{t('log.why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, staff, at, call, recording, reason }) => (
          <tr key={id}>
            <th scope="row">{staff.name}</th>
            <td>{time.at(at)}</td>
            <td>{recording ? t('log.recording', { recording, call }) : t('log.call', { call })}</td>
            <td>{t(`reason.${reason}`)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Who heard what others said, and why, the newest first. */
export default function HearingsPage() {
  const { t } = useTranslation('hearing');
  const hearings = useHearings();
  return (
    <div className="sheet">
      <Page title={t('log.title')}>
        <Reading of={hearings}>
          {({ pages }) => {
            const rows = pages.flatMap((page) => page.hearings);
            // A page may hold nothing that this person may see, and others come after it.
            if (rows.length === 0 && !hearings.hasNextPage) return <p>{t('log.none')}</p>;
            return (
              <div className="pane">
                {rows.length > 0 && <HearingsTable rows={rows} />}
                <More of={hearings} text={t('log.more')} />
              </div>
            );
          }}
        </Reading>
      </Page>
    </div>
  );
}
