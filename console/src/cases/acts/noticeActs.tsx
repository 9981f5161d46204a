// What whoever owes an answer or a promise says beforehand, or somebody for them: that it takes more
// time, or that it is not theirs.
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDueTime } from '../../api/queries';
import { useKept } from '../../drafts/drafts';
import { DepartmentField } from '../../forms/DepartmentField';
import { LinesField, WallTimeField } from '../../forms/fields';
import { useSession } from '../../session/session';
import { useCityTime } from '../../time/cityTime';
import { PossibleTime } from '../PossibleTime';
import { ActForm, seen, useAct, type ActProps } from './act';
import { useAsk, usePromise } from './owed';

interface NoticeProps {
  act: Parameters<typeof ActForm>[0]['act'];
  label: string;
  submit: string;
  /** What the field is called in which it is said. */
  field: string;
  onSay: (said: string) => void;
  onCancel: () => void;
  children?: ReactNode;
}

/** Until when it takes; at first the time that stands. */
function UntilForm({
  owner,
  due,
  field,
  onSay,
  children,
  ...form
}: NoticeProps & {
  /** Whose time it is. */
  owner: number;
  due: string;
}) {
  const time = useCityTime();
  const [until, setUntil] = useKept('until', () => time.wall(due));
  const proposal = useDueTime(owner, undefined, until || undefined);
  return (
    <ActForm {...form} onSubmit={() => onSay(time.instant(until))}>
      {children}
      <WallTimeField
        label={field}
        value={until}
        onChange={setUntil}
        problem={form.act.error}
        pointer="/until"
        required
      />
      <PossibleTime
        owner={owner}
        value={until}
        proposal={proposal.data}
        refused={proposal.isError || form.act.error?.field('/until') !== undefined}
        onTake={setUntil}
      />
    </ActForm>
  );
}

/** Why it is not theirs. */
function ReasonForm({ before, field, onSay, children, ...form }: NoticeProps & { before?: ReactNode }) {
  const [reason, setReason] = useKept('reason', '');
  return (
    <ActForm {...form} onSubmit={() => onSay(reason.trim())}>
      {before}
      <LinesField
        label={field}
        rows={2}
        value={reason}
        onChange={setReason}
        problem={form.act.error}
        pointer="/reason"
        required
      />
      {children}
    </ActForm>
  );
}

export function MoreTime(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { staff } = useSession();
  const { ask, behalf } = useAsk(one);
  const act = useAct(props, '/api/v1/asks/{ask}/more-time', { ask: ask.id });
  return (
    <UntilForm
      act={act}
      label={t(behalf.on_behalf_of ? 'act.moreTime' : 'actOurs.moreTime')}
      submit={t('moreTime.submit')}
      field={t('moreTime.until')}
      owner={ask.owner.id}
      due={ask.due}
      onSay={(until) => act.mutate({ until, ...behalf, ...seen(one) })}
      onCancel={onCancel}
    >
      {behalf.on_behalf_of && <p>{t('moreTime.text', { name: ask.owner.name })}</p>}
      {ask.asked_by.id !== staff.id && <p>{t('moreTime.tells', { name: ask.asked_by.name })}</p>}
    </UntilForm>
  );
}

export function WantMoreTime(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const time = useCityTime();
  const { promise, behalf } = usePromise(one);
  const act = useAct(props, '/api/v1/promises/{promise}/more-time', { promise: promise.id });
  return (
    <UntilForm
      act={act}
      label={t(behalf.on_behalf_of ? 'act.wantTime' : 'actOurs.wantTime')}
      submit={t('wantTime.submit')}
      field={t('wantTime.until')}
      owner={promise.owner.id}
      due={promise.due}
      onSay={(until) => act.mutate({ until, ...behalf, ...seen(one) })}
      onCancel={onCancel}
    >
      {behalf.on_behalf_of && <p>{t('wantTime.text', { name: promise.owner.name })}</p>}
      <p>{t('wantTime.tells', { name: one.first_operator.name, when: time.by(promise.due) })}</p>
    </UntilForm>
  );
}

export function ReturnAsk(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { ask, behalf } = useAsk(one);
  const [department, setDepartment] = useKept('department', '');
  const act = useAct(props, '/api/v1/asks/{ask}/return', { ask: ask.id });
  const where = department ? { department: Number(department) } : {};
  return (
    <ReasonForm
      act={act}
      label={t(behalf.on_behalf_of ? 'act.return' : 'actOurs.return')}
      submit={t('return.submit')}
      field={t(behalf.on_behalf_of ? 'return.reason' : 'return.ownReason')}
      onSay={(reason) => act.mutate({ reason, ...where, ...behalf, ...seen(one) })}
      onCancel={onCancel}
    >
      <DepartmentField
        label={t('return.department')}
        empty={t('return.unknown')}
        value={department}
        onChange={setDepartment}
        but={ask.department}
        required={false}
      />
    </ReasonForm>
  );
}

export function DeclinePromise(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { promise, behalf } = usePromise(one);
  const act = useAct(props, '/api/v1/promises/{promise}/decline', { promise: promise.id });
  return (
    <ReasonForm
      act={act}
      label={t(behalf.on_behalf_of ? 'act.decline' : 'actOurs.decline')}
      submit={t('decline.submit')}
      field={t(behalf.on_behalf_of ? 'decline.reason' : 'decline.ownReason')}
      onSay={(reason) => act.mutate({ reason, ...behalf, ...seen(one) })}
      onCancel={onCancel}
      before={<p>{t('decline.text', { name: one.first_operator.name })}</p>}
    />
  );
}
