import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useKept } from '../../drafts/drafts';
import { DepartmentField } from '../../forms/DepartmentField';
import { LinesField, SelectField, TextField } from '../../forms/fields';
import { recorded } from '../recorded';
import { ActForm, seen, useAct, type ActProps } from './act';

/** 'Where is my answer?': tells owner, manager and first operator, and opens no second case. */
export function NotHeard(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const [note, setNote] = useKept('note', '');
  const act = useAct(props, '/api/v1/cases/{number}/not-heard', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('act.notHeard')}
      submit={t('notHeard.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        call && act.mutate({ interaction: call.id, ...(note.trim() && { note: note.trim() }), ...seen(one) })
      }
    >
      <p>{t('notHeard.text')}</p>
      <LinesField
        label={t('act.note')}
        rows={2}
        value={note}
        onChange={setNote}
        problem={act.error}
        pointer="/note"
      />
    </ActForm>
  );
}

export function JoinCase(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const navigate = useNavigate();
  const [into, setInto] = useKept('into', '');
  const act = useAct(
    { ...props, onDone: () => void navigate(`/cases/${into.replaceAll(' ', '')}`, recorded('join')) },
    '/api/v1/cases/{number}/join',
    { number: one.number },
  );
  return (
    <ActForm
      act={act}
      label={t('act.join')}
      submit={t('join.submit')}
      onCancel={onCancel}
      onSubmit={() => call && act.mutate({ into: into.trim(), interaction: call.id, ...seen(one) })}
    >
      <p>{t('join.text')}</p>
      <TextField
        label={t('join.into')}
        value={into}
        onChange={setInto}
        problem={act.error}
        pointer="/into"
        required
      />
    </ActForm>
  );
}

/** A supervisor decides which department, or whether a disputed promise was kept. */
export function Decide(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const disputed = one.promises.find(({ state }) => state === 'disputed');
  const [department, setDepartment] = useKept('department', '');
  const [kept, setKept] = useKept('kept', '');
  const [reason, setReason] = useKept('reason', '');
  const act = useAct(props, '/api/v1/cases/{number}/decision', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('act.decide')}
      submit={t('decide.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        act.mutate({
          reason: reason.trim(),
          ...(disputed
            ? { promise: disputed.id, promise_was_kept: kept === 'yes' }
            : { department: Number(department) }),
          ...seen(one),
        })
      }
    >
      {disputed ? (
        <SelectField
          label={t('decide.kept', { name: disputed.owner.name })}
          empty={t('act.choose')}
          value={kept}
          onChange={setKept}
          options={['yes', 'no'].map((value) => ({ value, text: t(value as 'yes' | 'no') }))}
          required
        />
      ) : (
        <DepartmentField label={t('decide.department')} value={department} onChange={setDepartment} />
      )}
      <LinesField
        label={t('decide.reason')}
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
