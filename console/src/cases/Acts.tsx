import { Button } from '@trussworks/react-uswds';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Draft } from '../drafts/Draft';
import { keyToGoOn } from '../drafts/goOn';
import { useTeams } from './acts/teamAct';
import { useMaybeDesk } from '../operator/desk';
import { useSession } from '../session/session';
import { livePromise, type Case } from './acts/act';
import { spokenNumber } from './spokenNumber';
import { ACT_GROUPS, ACTS, type ActName } from './acts/acts';
import { Recorded } from './Recorded';
import { useRecorded } from './recorded';

/** What an act is called: whoever is asked herself answers, whoever helps her writes it down. */
function useActName(one: Case) {
  const { t } = useTranslation('case');
  const { staff } = useSession();
  const asked = one.asks.some(({ state, owner }) => state === 'asked' && owner.id === staff.id);
  const promised = livePromise(one)?.owner.id === staff.id;
  return (name: ActName) => {
    if (asked && (name === 'answer' || name === 'moreTime' || name === 'return')) return t(`actOurs.${name}`);
    if (promised && (name === 'wantTime' || name === 'decline')) return t(`actOurs.${name}`);
    return t(`act.${name}`);
  };
}

/** What can be done on a case now; choosing one opens its form in place of the list. */
export function Acts({ one, onActed }: { one: Case; onActed?: () => void }) {
  const { t } = useTranslation('case');
  const { staff } = useSession();
  const call = useMaybeDesk()?.call ?? null;
  const [open, setOpen] = useState<ActName>();
  const [done, setDone] = useState(useRecorded());
  const box = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);
  const teams = useTeams(one);
  const possible = ACTS.filter(
    ({ roles, possible }) => roles.includes(staff.role) && possible({ one, call, teams }),
  );
  const act = ACTS.find(({ name }) => name === open);
  const nameOf = useActName(one);
  const keyOf = (name: ActName) => `case ${one.number} ${name}`;
  // Whoever goes on with a form that was begun finds it open.
  const location = useLocation();
  const wanted = possible.find(({ name }) => keyOf(name) === keyToGoOn(location))?.name;
  const [went, setWent] = useState<string>();
  if (wanted && went !== location.key) {
    setWent(location.key);
    setOpen(wanted);
  }
  useEffect(() => {
    // Back on the list's heading when a form is put away, and on the form's where it has no field.
    const putAway = wasOpen.current && done === undefined;
    const inForm = box.current?.querySelector('form')?.contains(document.activeElement);
    if ((open !== undefined || putAway) && !inForm) box.current?.querySelector('h2')?.focus();
    // All of a form that has just opened, its button too, as far as the window has room.
    if (open !== undefined) box.current?.scrollIntoView({ block: 'nearest' });
    wasOpen.current = open !== undefined;
  }, [open, done]);

  if (act) {
    return (
      <section ref={box} className="act" aria-labelledby="act-title">
        <h2 id="act-title" tabIndex={-1}>
          {nameOf(act.name)}
        </h2>
        <Draft
          key={act.name}
          form={{
            key: keyOf(act.name),
            label: t('act.of', { act: nameOf(act.name), number: spokenNumber(one.number) }),
            to: `/cases/${one.number}`,
            call: act.possible({ one, call: null, teams }) ? undefined : call?.id,
          }}
        >
          <act.Form
            one={one}
            call={call}
            onCancel={() => setOpen(undefined)}
            onDone={() => {
              setOpen(undefined);
              setDone(act.name);
              onActed?.();
            }}
          />
        </Draft>
      </section>
    );
  }
  return (
    <>
      {done && <Recorded one={one} done={done} />}
      {possible.length > 0 && (
        <section ref={box} aria-labelledby="acts-title">
          <h2 id="acts-title" tabIndex={-1}>
            {t('acts')}
          </h2>
          <dl className="acts">
            {ACT_GROUPS.map((group) => {
              const members = possible.filter((one) => one.group === group);
              if (members.length === 0) return null;
              return (
                <div key={group} className="acts__group">
                  <dt>{t(`actGroup.${group}`)}</dt>
                  <dd>
                    {members.map(({ name, likely }) => (
                      <Button
                        key={name}
                        type="button"
                        outline={!likely?.({ one, call, teams })}
                        onClick={() => {
                          setDone(undefined);
                          setOpen(name);
                        }}
                      >
                        {nameOf(name)}
                      </Button>
                    ))}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      )}
    </>
  );
}
