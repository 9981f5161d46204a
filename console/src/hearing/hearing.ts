import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSubmission } from '../api/useSubmission';

export type HearingReason = Schemas['HearingReason'];
export type Recording = Schemas['Recording'];

export const REASONS: HearingReason[] = ['complaint', 'quality', 'training', 'dispute', 'legal'];

const PAGE = 50;
const HEARINGS = 'hearings';

export function useRecordings(call: number) {
  return useQuery({
    queryKey: [TOPICS.calls, call, 'recordings'],
    queryFn: async () => {
      const { recordings } = await bodyOf(
        api.GET('/api/v1/calls/{call}/recordings', { params: { path: { call } } }),
      );
      return recordings;
    },
  });
}

/** Says why, and learns where the sound is. */
export function useHear(recording: number) {
  const queries = useQueryClient();
  return useSubmission(
    (reason: HearingReason, key) =>
      bodyOf(
        api.POST('/api/v1/recordings/{recording}/hearings', {
          params: { path: { recording } },
          body: { reason },
          headers: keyed(key),
        }),
      ),
    { onDone: () => void queries.invalidateQueries({ queryKey: [HEARINGS] }) },
  );
}

export const listenTo = (call: number, reason: HearingReason, key: string) =>
  bodyOf(
    api.POST('/api/v1/calls/{call}/listen', {
      params: { path: { call } },
      body: { reason },
      headers: keyed(key),
    }),
  );

export function useHearings() {
  return useInfiniteQuery({
    queryKey: [HEARINGS],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: before }) =>
      bodyOf(api.GET('/api/v1/hearings', { params: { query: { before, limit: PAGE } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}
