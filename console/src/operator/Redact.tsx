import { Alert, Button, ButtonGroup } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useSubmission } from '../api/useSubmission';
import { KeyForm } from '../forms/KeyForm';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TextField } from '../forms/fields';
import { useSession } from '../session/session';

/** Takes what is known of a person away, after it was said what that means. Supervisors only. */
export function Redact({ contact }: { contact: Schemas['Contact'] }) {
  const { t } = useTranslation('operator');
  const { staff } = useSession();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const redact = useSubmission(
    (why: string, key) =>
      bodyOf(
        api.POST('/api/v1/contacts/{contact}/redact', {
          params: { path: { contact: contact.id } },
          body: { reason: why },
          headers: keyed(key),
        }),
      ),
    { onDone: () => void queries.invalidateQueries() },
  );
  if (staff.role !== 'supervisor' || contact.merged_into !== null) return null;
  if (redact.isSuccess) return <p role="status">{t('redact.done')}</p>;
  if (!asked) {
    return (
      <section className="apart">
        <Button type="button" outline onClick={() => setAsked(true)}>
          {t('redact.open')}
        </Button>
      </section>
    );
  }
  const name = contact.name ?? t('caller.noName');
  return (
    <section className="apart">
      <KeyForm label={t('redact.title', { name })} onSubmit={() => redact.mutate(reason.trim())} takesFocus>
        <ProblemAlert problem={redact.error} />
        <Alert type="warning" headingLevel="h3" heading={t('redact.title', { name })}>
          {t('redact.what')} {t('redact.stays')}
        </Alert>
        <TextField
          label={t('redact.reason')}
          hint={t('redact.reasonHint')}
          value={reason}
          onChange={setReason}
          problem={redact.error}
          pointer="/reason"
          required
        />
        <ButtonGroup>
          <Button type="submit" secondary disabled={redact.isPending}>
            {t('redact.submit')}
          </Button>
          <Button type="button" unstyled onClick={() => setAsked(false)}>
            {t('redact.cancel')}
          </Button>
        </ButtonGroup>
      </KeyForm>
    </section>
  );
}
