import { Alert } from '@trussworks/react-uswds';
import { createElement, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { useLineIsUp } from '../api/live';
import { DraftsProvider } from '../drafts/DraftsProvider';
import { UnsentBand } from '../drafts/UnsentBand';
import { areasOf, homeOf } from '../routes';
import { useSession } from '../session/session';
import { RingAlarm } from '../telephone/RingAlarm';
import { SoundProvider } from '../telephone/sound/SoundProvider';
import { Bar } from './Bar';
import { Catch } from './Catch';
import { ClockDoubt } from './ClockDoubt';
import { NotHere } from './NotHere';
import { Waiting } from './Waiting';

function LineDown() {
  const { t } = useTranslation('shell');
  const up = useLineIsUp();
  return (
    <div role="status">
      {!up && (
        <Alert type="warning" slim headingLevel="h2" className="line-down">
          {t('lineDown')}
        </Alert>
      )}
    </div>
  );
}

/** The frame round every screen, and which screen stands at which address. */
export function Screens() {
  const { t } = useTranslation('shell');
  const { staff } = useSession();
  const areas = areasOf(staff.role);
  const frames = [...new Set(areas.map(({ frame }) => frame))];
  const first = homeOf(staff.role);
  return (
    <DraftsProvider>
      <SoundProvider>
        <a className="usa-skipnav" href="#main">
          {t('skip')}
        </a>
        <Bar areas={areas} />
        <UnsentBand />
        <LineDown />
        <ClockDoubt />
        <RingAlarm />
        <main id="main" tabIndex={-1}>
          <Catch>
            <Suspense fallback={<Waiting text={t('loading')} />}>
              <Routes>
                <Route path="/" element={<Navigate to={first} replace />} />
                {frames.map((frame, index) => (
                  <Route key={index} element={frame && createElement(frame)}>
                    {areas
                      .filter((area) => area.frame === frame)
                      .map(({ path, Page }) => (
                        <Route key={path} path={path} element={<Page />} />
                      ))}
                  </Route>
                ))}
                <Route path="*" element={<NotHere home={first} />} />
              </Routes>
            </Suspense>
          </Catch>
        </main>
      </SoundProvider>
    </DraftsProvider>
  );
}
