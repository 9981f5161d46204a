import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSettled } from './useSettled';

const SHORTEST = 2;

export function useSearch(words: string, language: 'en' | 'fr') {
  const q = useSettled(words.trim()).slice(0, 200);
  return useQuery({
    queryKey: [TOPICS.search, q, language],
    enabled: q.length >= SHORTEST,
    queryFn: () => bodyOf(api.GET('/api/v1/search', { params: { query: { q, language } } })),
    placeholderData: (before) => (q.length >= SHORTEST ? before : undefined),
    staleTime: 30_000,
  });
}
