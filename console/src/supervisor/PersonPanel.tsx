import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed } from '../api/client';
import { useObligations } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { Phone } from '../telephone/Phone';
import { ProblemAlert } from '../forms/ProblemAlert';
import { AbsenceForm } from '../people/AbsenceForm';
import { AbsenceList } from '../people/AbsenceList';
import { useAbsences, usePeopleChanged } from '../people/absences';
import { usePresence, type Staff } from '../people/presence';
import { useSession } from '../session/session';
import { Reading } from '../shell/Reading';

function DisableAccount({ person }: { person: Staff }) {
  const { t } = useTranslation('supervisor');
  const changed = usePeopleChanged();
  const [sure, setSure] = useState(false);
  const owed =
    useObligations('all').data?.obligations.filter(({ owner }) => owner.id === person.id).length ?? 0;
  const disable = useSubmission(
    (staff: number, key) =>
      bodyOf(api.POST('/api/v1/staff/{staff}/disable', { params: { path: { staff } }, headers: keyed(key) })),
    { onDone: changed },
  );
  if (!sure) {
    return (
      <Button type="button" unstyled className="danger-link" onClick={() => setSure(true)}>
        {t('disable.open', { name: person.name })}
      </Button>
    );
  }
  return (
    <div className="confirm" role="group" aria-labelledby="disable-title">
      <h3 id="disable-title">{t('disable.title', { name: person.name })}</h3>
      <p>{t('disable.text', { count: owed })}</p>
      <ProblemAlert problem={disable.error} />
      <ButtonGroup>
        <Button
          type="button"
          secondary
          disabled={disable.isPending}
          onClick={() => disable.mutate(person.id)}
        >
          {t('disable.submit')}
        </Button>
        <Button type="button" unstyled onClick={() => setSure(false)}>
          {t('disable.keep')}
        </Button>
      </ButtonGroup>
    </div>
  );
}

/** One person: there or not, what is entered, and what a supervisor may change. */
export function PersonPanel({ person }: { person: Staff }) {
  const { t } = useTranslation(['supervisor', 'people', 'words']);
  const me = useSession().staff;
  const presence = usePresence();
  const absences = useAbsences(person.id);
  const [entering, setEntering] = useState(false);
  const [moved, setMoved] = useState<number>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="pane detail" aria-labelledby="person-title">
      <h2 id="person-title" ref={heading} tabIndex={-1}>
        {person.name}
      </h2>
      <p className="detail__facts">
        <span>{t(`words:role.${person.role}`)}</span>
        <span>{presence(person)}</span>
        {person.phone && <Phone number={person.phone} />}
      </p>
      <div role="status">
        {moved !== undefined && <p className="good">{t('people:moved', { count: moved })}</p>}
      </div>
      {person.active && (
        <>
          <Reading of={absences}>{(entered) => <AbsenceList absences={entered} />}</Reading>
          {entering ? (
            <AbsenceForm
              staff={person.id}
              onCancel={() => setEntering(false)}
              onDone={(done) => {
                setMoved(done.moved);
                setEntering(false);
              }}
            />
          ) : (
            <Button type="button" outline onClick={() => setEntering(true)}>
              {t('supervisor:enterAbsence')}
            </Button>
          )}
          {person.id !== me.id && <DisableAccount person={person} />}
        </>
      )}
    </section>
  );
}
