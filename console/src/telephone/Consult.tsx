import { Button, ButtonGroup, Select } from '@trussworks/react-uswds';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { Labelled, TextField } from '../forms/fields';
import type { Group } from './numbers';
import { consult, useTelephoneSubmission, type TelephoneCall } from './telephone';

/** Whom to ring beside the call: somebody the city knows, or any number. */
export function Consult({
  call,
  groups,
  onClose,
}: {
  call: TelephoneCall;
  groups: Group[];
  onClose: () => void;
}) {
  const { t } = useTranslation('telephone');
  const field = useId();
  const [phone, setPhone] = useState('');
  const ring = useTelephoneSubmission((number: string, key) => consult(call.id, number, key), onClose);
  const everybody = groups.flatMap(({ people }) => people);
  return (
    <KeyForm label={t('consult.title')} className="call__panel" onSubmit={() => ring.mutate(phone.trim())}>
      <Labelled label={t('consult.whom')}>
        {({ id }) => (
          <Select
            id={id}
            name={field}
            autoFocus
            value={everybody.some((one) => one.phone === phone) ? phone : ''}
            onChange={({ target }) => setPhone(target.value)}
          >
            <option value="">{t('consult.other')}</option>
            {groups.map((group) => (
              <optgroup key={group.name} label={group.name}>
                {group.people.map((one) => (
                  <option key={`${one.name} ${one.phone}`} value={one.phone}>
                    {one.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </Labelled>
      <TextField
        label={t('consult.number')}
        type="tel"
        value={phone}
        onChange={setPhone}
        problem={ring.error}
        pointer="/phone"
        required
      />
      <ProblemAlert problem={ring.error} />
      <ButtonGroup>
        <Button type="submit" disabled={ring.isPending}>
          {t('consult.ring')}
        </Button>
        <Button type="button" unstyled onClick={onClose}>
          {t('cancel')}
        </Button>
      </ButtonGroup>
    </KeyForm>
  );
}
