import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, bodyOf, rememberToken, type Schemas } from '../api/client';
import { isProblem } from '../api/problem';
import { TOPICS } from '../api/queries';
import { tellServerTime } from '../time/serverTime';

export type Session = Schemas['Session'];
export type Role = Schemas['Role'];

/** Who has a desk, at which calls ring. */
export const takesCalls = (role: Role) => role === 'operator' || role === 'supervisor';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only below the sign-in screen. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside a session');
  return session;
}

function remember(session: Session | null) {
  rememberToken(session?.csrf);
  if (session) tellServerTime(session.now, session.test_clock);
  return session;
}

/** The session of the browser's cookie; null when nobody is signed in. */
export function useReadSession() {
  return useQuery({
    queryKey: [TOPICS.session],
    queryFn: () =>
      bodyOf(api.GET('/api/v1/session')).then(remember, (error: unknown) => {
        if (isProblem(error) && (error.status === 401 || error.status === 403)) return remember(null);
        throw error;
      }),
    staleTime: 60_000,
    // Whether the clock is in doubt changes without anybody's doing.
    refetchInterval: 60_000,
  });
}

/** What one person read is not for the next at the same desk. */
function forgetOthers(queries: QueryClient) {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== TOPICS.session });
}

export function useSignIn() {
  const queries = useQueryClient();
  return async (name: string, password: string) => {
    const session = await bodyOf(api.POST('/api/v1/session', { body: { name, password } }));
    forgetOthers(queries);
    queries.setQueryData([TOPICS.session], remember(session));
  };
}

export function useSignOut() {
  const queries = useQueryClient();
  return async () => {
    await api.DELETE('/api/v1/session');
    queries.setQueryData([TOPICS.session], remember(null));
    forgetOthers(queries);
  };
}
