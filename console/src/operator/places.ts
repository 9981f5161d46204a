import { useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSettled } from './useSettled';

export type Place = Schemas['Place'];

const SHORTEST = 2;

/** Addresses and crossings for what is typed so far. */
export function usePlaces(words: string) {
  const q = useSettled(words.trim()).slice(0, 200);
  return useQuery({
    queryKey: [TOPICS.places, q],
    enabled: q.length >= SHORTEST,
    queryFn: () => bodyOf(api.GET('/api/v1/places', { params: { query: { q } } })),
    placeholderData: (before) => (q.length >= SHORTEST ? before : undefined),
    staleTime: 5 * 60_000,
  });
}

/** So near that what is there can be called by its address. */
const NEAR_METRES = 40;

/** What the city calls this place; nothing when no address is near, or nobody can say. */
export async function nearestPlace({ lat, lng }: Schemas['Point']): Promise<Place | undefined> {
  const query = { lat, lng };
  const found = await bodyOf(api.GET('/api/v1/places', { params: { query } })).catch(() => undefined);
  return found?.places.find(({ metres = Infinity }) => metres <= NEAR_METRES);
}

/** Open requests of the service around the point. */
export function useNearby(service: number, point: Schemas['Point'] | undefined) {
  return useQuery({
    queryKey: [TOPICS.nearby, service, point],
    enabled: point !== undefined,
    queryFn: () =>
      bodyOf(api.GET('/api/v1/nearby', { params: { query: { service, lat: point!.lat, lng: point!.lng } } })),
  });
}
