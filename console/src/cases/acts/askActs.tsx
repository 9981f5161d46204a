import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DepartmentField } from '../../forms/DepartmentField';
import { LinesField, WallTimeField } from '../../forms/fields';
import { useSession } from '../../session/session';
import { useCityTime } from '../../time/cityTime';
import { Responsible } from '../Responsible';
import { ActForm, seen, useAct, type ActProps, type Case } from './act';

/**
 * The question that this is about: of several, one's own. Whoever types for the person asked says
 * so; the person herself does not.
 */
function useAsk(one: Case) {
  const { staff } = useSession();
  const open = one.asks.filter(({ state }) => state === 'asked');
  const ask = open.find(({ owner }) => owner.id === staff.id) ?? open[0]!;
  return { ask, behalf: ask.owner.id === staff.id ? {} : { on_behalf_of: ask.owner.id } };
}

export function AskDepartment(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const [department, setDepartment] = useState('');
  const [text, setText] = useState(one.summary);
  const act = useAct(props, '/api/v1/cases/{number}/asks', { number: one.number }, 'department_asked');
  return (
    <ActForm
      act={act}
      label={t('act.ask')}
      submit={t('ask.submit')}
      onCancel={onCancel}
      onSubmit={() => act.mutate({ department: Number(department), text: text.trim(), ...seen(one) })}
    >
      <DepartmentField label={t('ask.department')} value={department} onChange={setDepartment} />
      <Responsible department={department ? Number(department) : undefined} />
      <LinesField
        label={t('ask.text')}
        value={text}
        onChange={setText}
        problem={act.error}
        pointer="/text"
        required
      />
    </ActForm>
  );
}

export function AnswerAsk(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { ask, behalf } = useAsk(one);
  const [text, setText] = useState('');
  const act = useAct(props, '/api/v1/asks/{ask}/answer', { ask: ask.id });
  return (
    <ActForm
      act={act}
      label={t('act.answer')}
      submit={t('answer.submit')}
      onCancel={onCancel}
      onSubmit={() => act.mutate({ text: text.trim(), ...behalf, ...seen(one) })}
    >
      <LinesField
        label={behalf.on_behalf_of ? t('answer.onBehalf', { name: ask.owner.name }) : t('answer.text')}
        value={text}
        onChange={setText}
        problem={act.error}
        pointer="/text"
        required
      />
    </ActForm>
  );
}

/** An answer that is a question to the resident: whoever asked the department rings, and asks again. */
export function NeedFromResident(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { ask, behalf } = useAsk(one);
  const [text, setText] = useState('');
  const act = useAct(props, '/api/v1/asks/{ask}/answer', { ask: ask.id });
  return (
    <ActForm
      act={act}
      label={t('act.need')}
      submit={t('need.submit')}
      onCancel={onCancel}
      onSubmit={() => act.mutate({ text: t('need.answer', { what: text.trim() }), ...behalf, ...seen(one) })}
    >
      <LinesField
        label={t('need.what')}
        hint={t('need.hint', { name: ask.asked_by.name })}
        value={text}
        onChange={setText}
        problem={act.error}
        pointer="/text"
        required
      />
    </ActForm>
  );
}

export function MoreTime(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const time = useCityTime();
  const { staff } = useSession();
  const { ask, behalf } = useAsk(one);
  const [until, setUntil] = useState(() => time.wall(ask.due));
  const act = useAct(props, '/api/v1/asks/{ask}/more-time', { ask: ask.id });
  return (
    <ActForm
      act={act}
      label={t('act.moreTime')}
      submit={t('moreTime.submit')}
      onCancel={onCancel}
      onSubmit={() => act.mutate({ until: time.instant(until), ...behalf, ...seen(one) })}
    >
      {behalf.on_behalf_of && <p>{t('moreTime.text', { name: ask.owner.name })}</p>}
      {ask.asked_by.id !== staff.id && <p>{t('moreTime.tells', { name: ask.asked_by.name })}</p>}
      <WallTimeField
        label={t('moreTime.until')}
        value={until}
        onChange={setUntil}
        problem={act.error}
        pointer="/until"
        required
      />
    </ActForm>
  );
}

export function ReturnAsk(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { ask, behalf } = useAsk(one);
  const [reason, setReason] = useState('');
  const [department, setDepartment] = useState('');
  const act = useAct(props, '/api/v1/asks/{ask}/return', { ask: ask.id });
  return (
    <ActForm
      act={act}
      label={t('act.return')}
      submit={t('return.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        act.mutate({
          reason: reason.trim(),
          ...(department && { department: Number(department) }),
          ...behalf,
          ...seen(one),
        })
      }
    >
      <LinesField
        label={behalf.on_behalf_of ? t('return.reason') : t('return.ownReason')}
        rows={2}
        value={reason}
        onChange={setReason}
        problem={act.error}
        pointer="/reason"
        required
      />
      <DepartmentField
        label={t('return.department')}
        empty={t('return.unknown')}
        value={department}
        onChange={setDepartment}
        but={ask.department}
        required={false}
      />
    </ActForm>
  );
}
