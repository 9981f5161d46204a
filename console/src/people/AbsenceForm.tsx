import { Button, ButtonGroup, Form } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useCatalogue } from '../api/queries';
import { ProblemAlert } from '../forms/ProblemAlert';
import { SelectField, WallTimeField } from '../forms/fields';
import { useFirstField } from '../forms/useFirstField';
import { useCityTime } from '../time/cityTime';
import { useEnterAbsence } from './absences';

interface Props {
  staff: number;
  onDone: (entered: Schemas['Absence']) => void;
  onCancel: () => void;
}

/** Away from, until, and who stands in; without a name the order that the city has set up. */
export function AbsenceForm({ staff, onDone, onCancel }: Props) {
  const { t } = useTranslation(['people', 'words']);
  const time = useCityTime();
  const everybody = useCatalogue().data?.staff ?? [];
  const [from, setFrom] = useState(() => time.wall(time.now.toString()));
  const [until, setUntil] = useState('');
  const [delegate, setDelegate] = useState('');
  const enter = useEnterAbsence(onDone);
  const form = useFirstField(true);
  const away = everybody.find(({ id }) => id === staff);
  // Who works beside somebody is the likelier cover, and stands first.
  const covers = everybody
    .filter(({ id, active, role }) => id !== staff && active && role !== 'analyst')
    .sort(
      (one, other) =>
        Number(other.department === away?.department) - Number(one.department === away?.department),
    );
  return (
    <Form
      ref={form}
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate({
          staff,
          from: time.instant(from),
          until: time.instant(until),
          ...(delegate ? { delegate: Number(delegate) } : {}),
        });
      }}
    >
      <ProblemAlert problem={enter.error} />
      <div className="fields">
        <WallTimeField
          label={t('people:from')}
          value={from}
          onChange={setFrom}
          problem={enter.error}
          pointer="/from"
          required
        />
        <WallTimeField
          label={t('people:until')}
          value={until}
          onChange={setUntil}
          problem={enter.error}
          pointer="/until"
          required
        />
      </div>
      <SelectField
        label={t('people:delegate')}
        hint={t('people:delegateHint')}
        value={delegate}
        onChange={setDelegate}
        problem={enter.error}
        pointer="/delegate"
        empty={t('people:asSetUp')}
        options={covers.map(({ id, name, role }) => ({
          value: String(id),
          text: t('people:nameAndRole', { name, role: t(`words:role.${role}`) }),
        }))}
      />
      <ButtonGroup>
        <Button type="submit" disabled={enter.isPending}>
          {enter.isPending ? t('people:saving') : t('people:save')}
        </Button>
        <Button type="button" unstyled onClick={onCancel}>
          {t('people:cancel')}
        </Button>
      </ButtonGroup>
    </Form>
  );
}
