import { useQuery, type QueryClient } from '@tanstack/react-query';
import { tellServerTime } from '../time/serverTime';
import { api, bodyOf, type Schemas } from './client';

/** The first word of every query's key: what a change on a case makes stale is found by it. */
export const TOPICS = {
  session: 'session',
  call: 'call',
  catalogue: 'catalogue',
  case: 'case',
  cases: 'cases',
  obligations: 'obligations',
  alerts: 'alerts',
  contact: 'contact',
  measures: 'measures',
  notices: 'notices',
  gaps: 'gaps',
  articles: 'articles',
  proposals: 'proposals',
  search: 'search',
  historic: 'historic',
  places: 'places',
  nearby: 'nearby',
  areas: 'areas',
  dueTime: 'dueTime',
  absences: 'absences',
  telephone: 'telephone',
  calls: 'calls',
  withheld: 'withheld',
} as const;

const FOLLOWS_CASES = [
  TOPICS.cases,
  TOPICS.obligations,
  TOPICS.alerts,
  TOPICS.contact,
  TOPICS.measures,
  TOPICS.withheld,
];

const FOLLOWS_TELEPHONE = [TOPICS.telephone, TOPICS.call, TOPICS.calls];

const isCase = (answer: unknown): answer is Schemas['Case'] =>
  typeof answer === 'object' && answer !== null && 'timeline' in answer && 'spoken_number' in answer;

/** What a change that this person made has made stale; the case that came back is known already. */
export function staleAfterChange(queries: QueryClient, answer: unknown) {
  // Of a case that did not come back it is not known what it went on to.
  if (isCase(answer)) queries.setQueryData([TOPICS.case, answer.number], answer);
  else void queries.invalidateQueries({ queryKey: [TOPICS.case] });
  // What somebody says in a call may leave an apology to be said in it.
  for (const topic of [...FOLLOWS_CASES, TOPICS.call]) void queries.invalidateQueries({ queryKey: [topic] });
}

/** What the server told of: which cases have changed, and whether the telephone has. */
export interface News {
  cases: Set<string>;
  telephone: boolean;
}

/** What a change that the server told of has made stale. */
export function staleAfterNews(queries: QueryClient, { cases, telephone }: News) {
  for (const number of cases) void queries.invalidateQueries({ queryKey: [TOPICS.case, number] });
  const topics = [...(cases.size > 0 ? FOLLOWS_CASES : []), ...(telephone ? FOLLOWS_TELEPHONE : [])];
  for (const topic of topics) void queries.invalidateQueries({ queryKey: [topic] });
}

export function useCatalogue() {
  return useQuery({
    queryKey: [TOPICS.catalogue],
    queryFn: () => bodyOf(api.GET('/api/v1/catalogue')),
    staleTime: 5 * 60_000,
  });
}

export function useCase(number: string) {
  return useQuery({
    queryKey: [TOPICS.case, number],
    queryFn: () => bodyOf(api.GET('/api/v1/cases/{number}', { params: { path: { number } } })),
  });
}

/** How a case gets to others that do its service. */
export function useDeliveries(number: string, enabled: boolean) {
  return useQuery({
    queryKey: [TOPICS.case, number, 'deliveries'],
    enabled,
    queryFn: () => bodyOf(api.GET('/api/v1/cases/{number}/deliveries', { params: { path: { number } } })),
  });
}

/** What everybody may see of a case. */
export function usePublicity(number: string, enabled: boolean) {
  return useQuery({
    queryKey: [TOPICS.case, number, 'publicity'],
    enabled,
    queryFn: () => bodyOf(api.GET('/api/v1/cases/{number}/publicity', { params: { path: { number } } })),
  });
}

/** Requests of which something was held back that nobody has looked at. */
export function useWithheld() {
  return useQuery({
    queryKey: [TOPICS.withheld],
    queryFn: () => bodyOf(api.GET('/api/v1/withheld')),
  });
}

export type Scope = 'mine' | 'team' | 'department' | 'all';

export function useObligations(scope: Scope = 'mine', enabled = true) {
  return useQuery({
    enabled,
    queryKey: [TOPICS.obligations, scope],
    queryFn: async () => {
      const owed = await bodyOf(api.GET('/api/v1/obligations', { params: { query: { scope, limit: 200 } } }));
      tellServerTime(owed.now);
      return owed;
    },
    // Claims run out and the clock goes on without any change on a case.
    refetchInterval: 30_000,
  });
}

export function useDueTime(owner: number | undefined, department?: number, local?: string) {
  return useQuery({
    queryKey: [TOPICS.dueTime, owner, department, local],
    enabled: owner !== undefined,
    queryFn: () =>
      bodyOf(
        api.GET('/api/v1/due-time', {
          params: {
            query: { owner: owner!, ...(department && { department }), ...(local && { local }) },
          },
        }),
      ),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
}

/** Who could keep a promise that is due then. */
export function useAvailability(local: string | undefined) {
  return useQuery({
    queryKey: [TOPICS.dueTime, 'availability', local],
    enabled: Boolean(local),
    queryFn: () =>
      bodyOf(api.GET('/api/v1/availability', { params: { query: { local: local! } } })).then(
        ({ staff }) => staff,
      ),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
}

export function useContact(contact: number | undefined, known?: Schemas['Contact']) {
  return useQuery({
    queryKey: [TOPICS.contact, contact],
    enabled: contact !== undefined,
    queryFn: () => bodyOf(api.GET('/api/v1/contacts/{contact}', { params: { path: { contact: contact! } } })),
    ...(known ? { initialData: known } : {}),
  });
}
