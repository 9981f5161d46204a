import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import type { TelephoneCall } from './telephone';
import { tellServerTime, useNow } from '../time/serverTime';

export type Wall = Schemas['TelephoneWall'];
export type CallFigures = Schemas['CallFigures'];
export type CallEnding = NonNullable<Parameters<typeof useCalls>[0]['ending']>;

const LATELY = { minutes: 30 };
const PAGE = 50;

export function useWall() {
  return useQuery({
    queryKey: [TOPICS.telephone, 'wall'],
    queryFn: async () => {
      const wall = await bodyOf(api.GET('/api/v1/telephone/wall'));
      tellServerTime(wall.now);
      return wall;
    },
    refetchInterval: 15_000,
  });
}

/** What came of the calls of the last half hour: how it goes now. */
export function useLately() {
  const now = useNow();
  return useQuery({
    queryKey: [TOPICS.telephone, 'lately'],
    queryFn: () => {
      const query = { from: now.subtract(LATELY).toString(), until: now.toString() };
      return bodyOf(api.GET('/api/v1/telephone/measures', { params: { query } }));
    },
    refetchInterval: 60_000,
  });
}

/** Interpreters who came since then, by language. */
export function useInterpreters(from: string) {
  const until = useNow();
  return useQuery({
    queryKey: [TOPICS.calls, 'interpreters', from],
    queryFn: async () => {
      const query = { from, until: until.toString() };
      const measures = await bodyOf(api.GET('/api/v1/telephone/measures', { params: { query } }));
      return measures.interpreters;
    },
  });
}

export function useCalls(filter: {
  from?: string;
  until?: string;
  direction?: TelephoneCall['direction'];
  queue?: string;
  case?: string;
  ending?:
    | 'hung_up'
    | 'abandoned'
    | 'closed'
    | 'called_back'
    | 'no_answer'
    | 'busy'
    | 'voicemail'
    | 'unreachable'
    | 'cancelled'
    | 'lost';
}) {
  return useInfiniteQuery({
    queryKey: [TOPICS.calls, filter],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: before }) =>
      bodyOf(api.GET('/api/v1/calls', { params: { query: { ...filter, before, limit: PAGE } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** Of those who were answered or gave up waiting, how many were answered in time; null without any. */
export function levelShare({ within_level: within, answered, abandoned }: CallFigures): number | null {
  const all = answered + abandoned;
  return all === 0 ? null : within / all;
}

export function usePercent() {
  const { i18n } = useTranslation();
  return new Intl.NumberFormat(i18n.language === 'fr' ? 'fr-CA' : 'en-CA', { style: 'percent' }).format;
}
