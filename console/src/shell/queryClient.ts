import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from '../api/problem';
import { TOPICS } from '../api/queries';

const TRIES = 2;

export function newQueryClient() {
  const queries = new QueryClient({
    // A session that has ended leads back to the sign-in screen.
    queryCache: new QueryCache({
      onError: (error) => {
        if (isProblem(error) && error.status === 401) queries.setQueryData([TOPICS.session], null);
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        // What was refused stays refused; what did not arrive is asked for again.
        retry: (count, error) => isProblem(error) && error.passing && count < TRIES,
      },
    },
  });
  return queries;
}
