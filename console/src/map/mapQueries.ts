import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../api/client';
import { TOPICS } from '../api/queries';
import { boxAround, boxText, type Box, type Point, type View } from './view';

/** The city's areas of today; the browser asks whether they have changed. */
export function useMapAreas(enabled = true) {
  return useQuery({
    queryKey: [TOPICS.areas],
    enabled,
    queryFn: () => bodyOf(api.GET('/api/v1/map/areas')),
    staleTime: 5 * 60_000,
  });
}

export interface CaseFilter {
  status?: 'open' | 'closed' | 'all' | undefined;
  service?: number | undefined;
  from?: string | undefined;
}

/** What lies in a view of the map; what was there before stays until it is known. */
export function useMapCases(view: View | undefined, filter: CaseFilter) {
  const bbox = view && boxText(view.box);
  return useQuery({
    queryKey: [TOPICS.cases, 'map', bbox, view?.zoom, filter],
    enabled: bbox !== undefined,
    queryFn: () =>
      bodyOf(
        api.GET('/api/v1/map/cases', {
          params: { query: { bbox: bbox!, zoom: view!.zoom, ...filter } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

const AROUND_METRES = 400;
const AROUND_ZOOM = 16;
/** As far as a small map shows. */
export const boxNear = (point: Point): Box => boxAround(point, AROUND_METRES);

/** Open cases around a place. */
export const useOpenAround = (point: Point) =>
  useMapCases({ box: boxNear(point), zoom: AROUND_ZOOM }, { status: 'open' });
