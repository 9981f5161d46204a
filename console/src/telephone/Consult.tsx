import { Button, ButtonGroup, Select } from '@trussworks/react-uswds';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { Labelled, TextField } from '../forms/fields';
import type { Group } from './numbers';
import { consult, useTelephoneSubmission, type Telephone, type TelephoneCall } from './telephone';

const toward = (colleague: number) => `colleague ${colleague}`;

/** Whom to ask beside the call: a colleague who is ready, somebody the city knows, or any number. */
export function Consult({
  call,
  groups,
  colleagues,
  onClose,
}: {
  call: TelephoneCall;
  groups: Group[];
  colleagues: Telephone['colleagues'];
  onClose: () => void;
}) {
  const { t } = useTranslation('telephone');
  const field = useId();
  const [phone, setPhone] = useState('');
  const [colleague, setColleague] = useState<number>();
  const ring = useTelephoneSubmission(
    (_: void, key) =>
      consult(call.id, colleague === undefined ? { phone: phone.trim() } : { to: colleague }, key),
    onClose,
  );
  const choose = (value: string) => {
    const chosen = colleagues.find(({ id }) => value === toward(id));
    setColleague(chosen?.id);
    setPhone(chosen ? '' : value);
  };
  const everybody = groups.flatMap(({ people }) => people);
  return (
    <KeyForm label={t('consult.title')} className="call__panel" onSubmit={() => ring.mutate()}>
      <Labelled label={t('consult.whom')}>
        {({ id }) => (
          <Select
            id={id}
            name={field}
            autoFocus
            value={
              colleague === undefined
                ? everybody.some((one) => one.phone === phone)
                  ? phone
                  : ''
                : toward(colleague)
            }
            onChange={({ target }) => choose(target.value)}
          >
            <option value="">{t('consult.other')}</option>
            {colleagues.length > 0 && (
              <optgroup label={t('consult.ready')}>
                {colleagues.map(({ id, name }) => (
                  <option key={id} value={toward(id)}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
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
      {colleague === undefined ? (
        <TextField
          label={t('consult.number')}
          type="tel"
          value={phone}
          onChange={setPhone}
          problem={ring.error}
          pointer="/phone"
          required
        />
      ) : (
        <p>{t('consult.atConsole')}</p>
      )}
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
