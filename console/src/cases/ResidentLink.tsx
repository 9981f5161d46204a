import { Button, Link } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, keyed } from '../api/client';
import { useSubmission } from '../api/useSubmission';
import { ProblemAlert } from '../forms/ProblemAlert';

/** The signed address of the resident's own page of a case. */
export function ResidentLink({ number }: { number: string }) {
  const { t } = useTranslation('case');
  const make = useSubmission((_: void, key) =>
    bodyOf(api.POST('/api/v1/cases/{number}/link', { params: { path: { number } }, headers: keyed(key) })),
  );
  return (
    <div className="resident-link">
      <ProblemAlert problem={make.error} />
      {make.data ? (
        <Link href={make.data.url} target="_blank" rel="noreferrer">
          {t('residentLink.open')}
        </Link>
      ) : (
        <Button type="button" unstyled disabled={make.isPending} onClick={() => make.mutate()}>
          {t('residentLink.make')}
        </Button>
      )}
    </div>
  );
}
