import { useMutation, useQueryClient, type MutationKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { isProblem, type Problem } from './problem';
import { staleAfterChange } from './queries';

const PATIENCE = 2;

interface Options<Answer> {
  onDone?: (answer: Answer) => void;
  onRefused?: (problem: Problem) => void;
  mutationKey?: MutationKey;
}

/**
 * One form's way to the server. The idempotency key belongs to what is being submitted: it stays the
 * same while that is tried again, by itself or by the person, so that it happens once; other words
 * get another key.
 */
export function useSubmission<Input, Answer>(
  send: (input: Input, key: string) => Promise<Answer>,
  { onDone, onRefused, mutationKey }: Options<Answer> = {},
) {
  const queries = useQueryClient();
  const submitted = useRef<{ words: string; key: string } | null>(null);
  return useMutation<Answer, Problem, Input>({
    mutationKey,
    networkMode: 'always',
    mutationFn: (input) => {
      const words = JSON.stringify(input ?? null);
      if (submitted.current?.words !== words) submitted.current = { words, key: crypto.randomUUID() };
      return send(input, submitted.current.key);
    },
    retry: (count, error) => isProblem(error) && error.passing && count < PATIENCE,
    onError: onRefused,
    onSuccess: (answer) => {
      submitted.current = null;
      staleAfterChange(queries, answer);
      onDone?.(answer);
    },
  });
}
