import { useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from './client';
import { TOPICS } from './queries';

export function useMeasures() {
  return useQuery({
    queryKey: [TOPICS.measures],
    queryFn: () => bodyOf(api.GET('/api/v1/measures')),
    refetchInterval: 60_000,
  });
}

export function useMeasuresByArea() {
  return useQuery({
    queryKey: [TOPICS.measures, 'areas'],
    queryFn: () => bodyOf(api.GET('/api/v1/measures/areas')),
    refetchInterval: 60_000,
  });
}

/** Nobody waits for these; they are read once for each period. */
const AN_HOUR = 3_600_000;

export function useOutcomeTimes(query: { from?: string; layer?: string; area?: string }) {
  return useQuery({
    queryKey: ['outcomeTimes', query],
    queryFn: () => bodyOf(api.GET('/api/v1/measures/outcome-times', { params: { query } })),
    staleTime: AN_HOUR,
  });
}

export function useUsualTime(service: number) {
  return useQuery({
    queryKey: ['usualTime', service],
    queryFn: () =>
      bodyOf(api.GET('/api/v1/services/{service}/usual-time', { params: { path: { service } } })),
    staleTime: AN_HOUR,
  });
}

/** Of all promises whose time has come, those that were kept as first promised. */
export function keptShare({ kept, kept_as_moved, unreached, broken }: Schemas['Measures']['promises']) {
  const all = kept + kept_as_moved + unreached + broken;
  return { kept, all, share: all === 0 ? null : kept / all };
}
