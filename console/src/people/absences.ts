import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';

export type Absence = Schemas['ListedAbsence'];

/** What is entered for somebody and is not over. */
export function useAbsences(staff: number) {
  return useQuery({
    queryKey: [TOPICS.absences, staff],
    queryFn: () =>
      bodyOf(api.GET('/api/v1/staff/{staff}/absences', { params: { path: { staff } } })).then(
        ({ absences }) => absences,
      ),
  });
}

/** Reads again who is there, and what is entered. */
export function usePeopleChanged() {
  const queries = useQueryClient();
  return () => {
    for (const topic of [TOPICS.absences, TOPICS.catalogue]) {
      void queries.invalidateQueries({ queryKey: [topic] });
    }
  };
}

interface NewAbsence {
  staff: number;
  from: string;
  until: string;
  delegate?: number;
}

export function useEnterAbsence(onDone: (entered: Schemas['Absence']) => void) {
  const changed = usePeopleChanged();
  return useSubmission(
    ({ staff, ...body }: NewAbsence, key) =>
      bodyOf(
        api.POST('/api/v1/staff/{staff}/absences', {
          params: { path: { staff } },
          body,
          headers: keyed(key),
        }),
      ),
    {
      onDone: (entered) => {
        changed();
        onDone(entered);
      },
    },
  );
}

export function useEndAbsence() {
  const changed = usePeopleChanged();
  return useSubmission(
    (absence: number) => bodyOf(api.DELETE('/api/v1/absences/{absence}', { params: { path: { absence } } })),
    { onDone: changed },
  );
}
