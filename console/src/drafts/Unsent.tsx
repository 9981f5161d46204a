import { Alert, Button, ButtonGroup } from '@trussworks/react-uswds';
import { useContext, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DraftsContext, type Unsent as Form } from './drafts';
import { goingOn } from './goOn';
import { wordsOf } from './wordsOf';

/** A form that would be lost with the call: Enter goes back to it. */
export function Unsent({ form, onGoOn }: { form: Form; onGoOn?: (() => void) | undefined }) {
  const { t } = useTranslation('shell');
  const drafts = useContext(DraftsContext);
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  const words = wordsOf(form);
  return (
    <div ref={box} className="unsent-warning" data-asks>
      <Alert
        type="warning"
        role="alert"
        headingLevel="h3"
        heading={t('unsent.notSent', { form: form.label })}
        validation
      >
        {words && <blockquote className="event__words">{words}</blockquote>}
        <p>{t('unsent.lost')}</p>
        <ButtonGroup>
          {[
            ...(onGoOn
              ? [
                  <Button
                    key="back"
                    type="button"
                    onClick={() => {
                      onGoOn();
                      void navigate(form.to, goingOn(form.key));
                    }}
                  >
                    {t('unsent.goOn')}
                  </Button>,
                ]
              : []),
            <Button key="drop" type="button" outline onClick={() => drafts?.forget(form.key)}>
              {t('unsent.drop')}
            </Button>,
          ]}
        </ButtonGroup>
      </Alert>
    </div>
  );
}
