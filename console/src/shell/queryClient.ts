import { QueryClient } from '@tanstack/react-query';
import { isProblem } from '../api/problem';

const TRIES = 2;

export function newQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        // What was refused stays refused; what did not arrive is asked for again.
        retry: (count, error) => isProblem(error) && error.passing && count < TRIES,
      },
    },
  });
}
