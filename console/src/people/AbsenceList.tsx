import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useCityTime } from '../time/cityTime';
import { useEndAbsence, type Absence } from './absences';

/** What is entered, each with the way back. */
export function AbsenceList({ absences }: { absences: Absence[] }) {
  const { t } = useTranslation('people');
  const time = useCityTime();
  const end = useEndAbsence();
  return (
    <>
      <ProblemAlert problem={end.error} />
      <ul className="usa-list usa-list--unstyled absences">
        {absences.map((absence) => {
          const begun = time.minutesUntil(absence.from) <= 0;
          return (
            <li key={absence.id} className="absence">
              <p className="absence__what">
                <strong>{t('span', { from: time.at(absence.from), until: time.at(absence.until) })}</strong>
                {absence.delegate && <span>{t('coveredBy', { name: absence.delegate.name })}</span>}
              </p>
              <Button type="button" outline disabled={end.isPending} onClick={() => end.mutate(absence.id)}>
                {begun ? t('backNow') : t('takeBack')}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
