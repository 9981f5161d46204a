import { Button } from '@trussworks/react-uswds';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../forms/ProblemAlert';
import { Waiting } from './Waiting';

/** What a query brought; before that, a sentence; when it failed, why, and a way to try again. */
export function Reading<Data>({
  of: query,
  children,
}: {
  of: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}) {
  const { t } = useTranslation('shell');
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return <Waiting text={t('reading')} />;
  return (
    <>
      <ProblemAlert problem={query.error} />
      <Button type="button" outline onClick={() => void query.refetch()}>
        {t('tryAgain')}
      </Button>
    </>
  );
}
