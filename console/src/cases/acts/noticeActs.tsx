import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinesField, WallTimeField } from '../../forms/fields';
import { useSession } from '../../session/session';
import { useCityTime } from '../../time/cityTime';
import { ActForm, livePromise, seen, useAct, type ActProps, type Case } from './act';

/** What who owes a promise says beforehand, or somebody for them. */
function useOwner(one: Case) {
  const { staff } = useSession();
  const promise = livePromise(one)!;
  return { promise, behalf: promise.owner.id === staff.id ? {} : { on_behalf_of: promise.owner.id } };
}

export function WantMoreTime(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const time = useCityTime();
  const { promise, behalf } = useOwner(one);
  const [until, setUntil] = useState(() => time.wall(promise.due));
  const act = useAct(props, '/api/v1/promises/{promise}/more-time', { promise: promise.id });
  return (
    <ActForm
      act={act}
      label={t('act.wantTime')}
      submit={t('wantTime.submit')}
      onCancel={onCancel}
      onSubmit={() => act.mutate({ until: time.instant(until), ...behalf, ...seen(one) })}
    >
      {behalf.on_behalf_of && <p>{t('wantTime.text', { name: promise.owner.name })}</p>}
      <p>{t('wantTime.tells', { name: one.first_operator.name, when: time.by(promise.due) })}</p>
      <WallTimeField
        label={t('wantTime.until')}
        value={until}
        onChange={setUntil}
        problem={act.error}
        pointer="/until"
        required
      />
    </ActForm>
  );
}

export function DeclinePromise(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { promise, behalf } = useOwner(one);
  const [reason, setReason] = useState('');
  const act = useAct(props, '/api/v1/promises/{promise}/decline', { promise: promise.id });
  return (
    <ActForm
      act={act}
      label={t('act.decline')}
      submit={t('decline.submit')}
      onCancel={onCancel}
      onSubmit={() => act.mutate({ reason: reason.trim(), ...behalf, ...seen(one) })}
    >
      <p>{t('decline.text', { name: one.first_operator.name })}</p>
      <LinesField
        label={t('decline.reason')}
        rows={2}
        value={reason}
        onChange={setReason}
        problem={act.error}
        pointer="/reason"
        required
      />
    </ActForm>
  );
}
