import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../../api/client';
import { useCatalogue } from '../../api/queries';
import { LinesField, SelectField, WallTimeField } from '../../forms/fields';
import { cityLanguage } from '../../i18n';
import { useSession } from '../../session/session';
import { useCityTime } from '../../time/cityTime';
import { Responsible } from '../Responsible';
import { ActForm, seen, useAct, type ActProps, type Case } from './act';

export function DepartmentField({
  label,
  value,
  onChange,
  but,
  empty,
  required = true,
}: {
  label: string;
  value: string;
  onChange: (id: string) => void;
  /** A department that is not offered. */
  but?: number;
  empty?: string;
  required?: boolean;
}) {
  const { t, i18n } = useTranslation('case');
  const departments = useCatalogue().data?.departments ?? [];
  return (
    <SelectField
      label={label}
      empty={empty ?? t('act.choose')}
      value={value}
      onChange={onChange}
      options={departments
        .filter(({ id }) => id !== but)
        .map(({ id, name }) => ({ value: String(id), text: name[cityLanguage(i18n.language)] }))}
      required={required}
    />
  );
}

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
  const act = useAct(
    props,
    (body: Schemas['AskDepartment'], key) =>
      bodyOf(
        api.POST('/api/v1/cases/{number}/asks', {
          params: { path: { number: one.number } },
          body,
          headers: keyed(key),
        }),
      ),
    'department_asked',
  );
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

function useAnswer(props: ActProps, ask: Schemas['Ask']) {
  return useAct(props, (body: Schemas['AnswerAsk'], key) =>
    bodyOf(
      api.POST('/api/v1/asks/{ask}/answer', {
        params: { path: { ask: ask.id } },
        body,
        headers: keyed(key),
      }),
    ),
  );
}

export function AnswerAsk(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { ask, behalf } = useAsk(one);
  const [text, setText] = useState('');
  const act = useAnswer(props, ask);
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
  const act = useAnswer(props, ask);
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
  const act = useAct(props, (body: Schemas['MoreTime'], key) =>
    bodyOf(
      api.POST('/api/v1/asks/{ask}/more-time', {
        params: { path: { ask: ask.id } },
        body,
        headers: keyed(key),
      }),
    ),
  );
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
  const act = useAct(props, (body: Schemas['ReturnAsk'], key) =>
    bodyOf(
      api.POST('/api/v1/asks/{ask}/return', {
        params: { path: { ask: ask.id } },
        body,
        headers: keyed(key),
      }),
    ),
  );
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
