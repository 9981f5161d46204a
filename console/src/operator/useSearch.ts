import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, bodyOf } from '../api/client';
import { TOPICS } from '../api/queries';

const PAUSE_MS = 120;
const SHORTEST = 2;

/** A value once it has stood still for a moment, so that not every letter is asked for. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(waiting);
  }, [value]);
  return settled;
}

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
