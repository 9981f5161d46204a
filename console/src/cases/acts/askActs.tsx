import { useTranslation } from 'react-i18next';
import { useKept } from '../../drafts/drafts';
import { DepartmentField } from '../../forms/DepartmentField';
import { LinesField } from '../../forms/fields';
import { Responsible } from '../Responsible';
import { ActForm, seen, useAct, type ActProps } from './act';
import { useAsk } from './owed';

export function AskDepartment(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const [department, setDepartment] = useKept('department', '');
  const [text, setText] = useKept('text', one.summary);
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
  const [text, setText] = useKept('text', '');
  const act = useAct(props, '/api/v1/asks/{ask}/answer', { ask: ask.id });
  return (
    <ActForm
      act={act}
      label={t(behalf.on_behalf_of ? 'act.answer' : 'actOurs.answer')}
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
  const [text, setText] = useKept('text', '');
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
