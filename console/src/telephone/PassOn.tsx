import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { passTo, useTelephoneSubmission, type Telephone, type TelephoneCall } from './telephone';

/** Rings at a colleague who is ready; the caller hears music and comes back when nobody answers. */
export function PassOn({
  call,
  colleagues,
  onClose,
}: {
  call: TelephoneCall;
  colleagues: Telephone['colleagues'];
  onClose: () => void;
}) {
  const { t } = useTranslation('telephone');
  const pass = useTelephoneSubmission((to: number, key) => passTo(call.id, to, key), onClose);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={first} className="call__panel" role="group" aria-label={t('pass.title')}>
      <ProblemAlert problem={pass.error} />
      <p>{t(colleagues.length === 0 ? 'pass.nobody' : 'pass.text')}</p>
      <ButtonGroup>
        {colleagues.map(({ id, name }) => (
          <Button key={id} type="button" outline disabled={pass.isPending} onClick={() => pass.mutate(id)}>
            {t('pass.to', { name })}
          </Button>
        ))}
        <Button type="button" unstyled onClick={onClose}>
          {t('cancel')}
        </Button>
      </ButtonGroup>
    </div>
  );
}
