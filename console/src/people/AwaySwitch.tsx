import { Button } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { Reading } from '../shell/Reading';
import { AbsenceForm } from './AbsenceForm';
import { AbsenceList } from './AbsenceList';
import { useAbsences } from './absences';

/** 'Away? One switch': so that nothing waits for somebody on holiday. */
export function AwaySwitch() {
  const { t } = useTranslation('people');
  const { staff } = useSession();
  const absences = useAbsences(staff.id);
  const [open, setOpen] = useState(false);
  const [moved, setMoved] = useState<number>();
  return (
    <section className="pane" aria-labelledby="away-title">
      <h2 id="away-title">{t('title')}</h2>
      <div role="status">{moved !== undefined && <p className="good">{t('moved', { count: moved })}</p>}</div>
      <Reading of={absences}>
        {(entered) => (
          <>
            {entered.length === 0 ? (
              <p className="quiet">{t('youAreIn')}</p>
            ) : (
              <AbsenceList absences={entered} />
            )}
            {open ? (
              <AbsenceForm
                staff={staff.id}
                onCancel={() => setOpen(false)}
                onDone={(done) => {
                  setMoved(done.moved);
                  setOpen(false);
                }}
              />
            ) : (
              <Button type="button" outline onClick={() => setOpen(true)}>
                {t('goAway')}
              </Button>
            )}
          </>
        )}
      </Reading>
    </section>
  );
}
