import { Alert, Button } from '@trussworks/react-uswds';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';
import { spokenNumber } from '../cases/spokenNumber';
import { ProblemAlert } from '../forms/ProblemAlert';
import { nameReporter, type Interaction } from './call';

type Nameless = Interaction['without_name'][number];

/** Cases that were opened in this call before it was known who is calling: they become theirs. */
export function NamelessCases({ call }: { call: Interaction }) {
  const { t } = useTranslation('operator');
  const queries = useQueryClient();
  const name = useSubmission(
    ({ number, version }: Nameless, key) =>
      nameReporter(
        number,
        { contact: call.contact!.id, interaction: call.id, expected_version: version },
        key,
      ),
    { onDone: () => void queries.invalidateQueries({ queryKey: [TOPICS.call] }) },
  );
  if (call.without_name.length === 0 || !call.contact) return null;
  return (
    <Alert type="warning" slim headingLevel="h4">
      {call.without_name.map((one) => (
        <span key={one.number} className="nameless">
          <Link className="usa-link" to={`/cases/${one.number}`}>
            {t('caller.withoutName', { number: spokenNumber(one.number) })}
          </Link>
          <Button type="button" disabled={name.isPending} onClick={() => name.mutate(one)}>
            {t('caller.itIsTheirs', { name: call.contact?.name ?? t('caller.noName') })}
          </Button>
        </span>
      ))}
      <ProblemAlert problem={name.error} />
    </Alert>
  );
}
